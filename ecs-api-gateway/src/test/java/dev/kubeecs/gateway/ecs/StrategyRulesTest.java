package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategyRulesTest {

  private static final List<String> BOTH = List.of("FARGATE", "FARGATE_SPOT");

  @Test
  void aProviderThatTheClusterDoesNotHave() {
    assertThatThrownBy(() -> StrategyRules.check(List.of(item("FARGATE", 1, null)), List.of()))
        .hasMessageContaining("not associated with the cluster")
        .hasMessageContaining("FARGATE");
  }

  @Test
  void aProviderNamedTwice() {
    assertThatThrownBy(
            () ->
                StrategyRules.check(
                    List.of(item("FARGATE", 1, null), item("FARGATE", 1, null)), BOTH))
        .hasMessageContaining("FARGATE more than once");
  }

  @Test
  void twoBases() {
    assertThatThrownBy(
            () ->
                StrategyRules.check(
                    List.of(item("FARGATE", 1, 1), item("FARGATE_SPOT", 1, 1)), BOTH))
        .hasMessageContaining("base for one capacity provider");
  }

  @Test
  void noWeightAtAll() {
    assertThatThrownBy(
            () ->
                StrategyRules.check(
                    List.of(item("FARGATE", 0, 1), item("FARGATE_SPOT", null, null)), BOTH))
        .hasMessageContaining("weight greater than 0");
  }

  @Test
  void fargateAndOthersTogether() {
    assertThatThrownBy(
            () ->
                StrategyRules.check(
                    List.of(item("FARGATE", 1, 1), item("pool", 1, null)),
                    List.of("FARGATE", "pool")))
        .hasMessageContaining("mix");
  }

  private static CapacityProviderStrategyItem item(String provider, Integer weight, Integer base) {
    return new CapacityProviderStrategyItem(provider, weight, base);
  }
}
