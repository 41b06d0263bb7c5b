package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityProvidersTest {

  private static final List<String> BOTH = List.of("FARGATE", "FARGATE_SPOT");

  /** FARGATE's base and weight, FARGATE_SPOT's weight, tasks: how many of them FARGATE runs. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 4, 2",
    "0, 1, 3, 4, 1",
    "0, 3, 1, 8, 6",
    "2, 0, 1, 5, 2",
    "2, 1, 1, 6, 4",
    "9, 1, 1, 3, 3",
    "0, 0, 1, 7, 0",
  })
  void tasksAreSharedOut(int base, int weight, int spotWeight, int tasks, int onFargate) {
    List<String> shares =
        CapacityProviders.shares(
            List.of(item("FARGATE", weight, base), item("FARGATE_SPOT", spotWeight, null)), tasks);
    assertThat(shares).hasSize(tasks);
    assertThat(Collections.frequency(shares, "FARGATE")).isEqualTo(onFargate);
  }

  @Test
  void theOnlyProviderNeedsNoWeight() {
    assertThat(CapacityProviders.shares(List.of(item("FARGATE_SPOT", null, null)), 2))
        .containsExactly("FARGATE_SPOT", "FARGATE_SPOT");
  }

  @Property
  void everyTaskGetsAProviderAndWeightsHoldToWithinOne(
      @ForAll @IntRange(min = 1, max = 1000) int weight,
      @ForAll @IntRange(min = 1, max = 1000) int spotWeight,
      @ForAll @IntRange(min = 1, max = 100) int tasks) {
    List<String> shares =
        CapacityProviders.shares(
            List.of(item("FARGATE", weight, null), item("FARGATE_SPOT", spotWeight, null)), tasks);
    double due = (double) tasks * weight / (weight + spotWeight);
    assertThat(shares).hasSize(tasks);
    assertThat((double) Collections.frequency(shares, "FARGATE")).isBetween(due - 1, due + 1);
  }

  @Test
  void aProviderThatTheClusterDoesNotHave() {
    assertThatThrownBy(() -> CapacityProviders.check(List.of(item("FARGATE", 1, null)), List.of()))
        .hasMessageContaining("not associated with the cluster")
        .hasMessageContaining("FARGATE");
  }

  @Test
  void aProviderNamedTwice() {
    assertThatThrownBy(
            () ->
                CapacityProviders.check(
                    List.of(item("FARGATE", 1, null), item("FARGATE", 1, null)), BOTH))
        .hasMessageContaining("FARGATE more than once");
  }

  @Test
  void twoBases() {
    assertThatThrownBy(
            () ->
                CapacityProviders.check(
                    List.of(item("FARGATE", 1, 1), item("FARGATE_SPOT", 1, 1)), BOTH))
        .hasMessageContaining("base for one capacity provider");
  }

  @Test
  void noWeightAtAll() {
    assertThatThrownBy(
            () ->
                CapacityProviders.check(
                    List.of(item("FARGATE", 0, 1), item("FARGATE_SPOT", null, null)), BOTH))
        .hasMessageContaining("weight greater than 0");
  }

  private static CapacityProviderStrategyItem item(String provider, Integer weight, Integer base) {
    return new CapacityProviderStrategyItem(provider, weight, base);
  }
}
