package dev.kubeecs.resources.loadbalancing.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.resources.loadbalancing.ListenerRuleSpec;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code loadbalancing/rules.yaml}. */
class LoadBalancingRulesTest {

  private static final Map<String, List<Case>> CASES = read();

  /** Something that a user writes, and what is wrong with it; null for nothing. */
  record Case(JsonNode given, String violation) {}

  static Stream<Case> conditions() {
    return CASES.get("conditions").stream();
  }

  static Stream<Case> actions() {
    return CASES.get("actions").stream();
  }

  static Stream<Case> listeners() {
    return CASES.get("listeners").stream();
  }

  static Stream<Case> targetGroups() {
    return CASES.get("targetGroups").stream();
  }

  static Stream<Case> loadBalancers() {
    return CASES.get("loadBalancers").stream();
  }

  static Stream<Case> targets() {
    return CASES.get("targets").stream();
  }

  @ParameterizedTest
  @MethodSource
  void conditions(Case condition) {
    String rule = "{\"conditions\": [" + condition.given() + "]}";
    check(condition, LoadBalancingRules.violation(as(ListenerRuleSpec.class, rule)));
  }

  @ParameterizedTest
  @MethodSource
  void actions(Case action) {
    String rule =
        "{\"conditions\": [{\"field\": \"path-pattern\", \"values\": [\"/\"]}], \"actions\": ["
            + action.given()
            + "]}";
    check(action, LoadBalancingRules.violation(as(ListenerRuleSpec.class, rule)));
  }

  @ParameterizedTest
  @MethodSource
  void listeners(Case spec) {
    check(spec, LoadBalancingRules.violation(as(ListenerSpec.class, spec.given().toString())));
  }

  @ParameterizedTest
  @MethodSource
  void targetGroups(Case spec) {
    check(spec, LoadBalancingRules.violation(as(TargetGroupSpec.class, spec.given().toString())));
  }

  @ParameterizedTest
  @MethodSource
  void loadBalancers(Case spec) {
    check(spec, LoadBalancingRules.violation(as(LoadBalancerSpec.class, spec.given().toString())));
  }

  @ParameterizedTest
  @MethodSource
  void targets(Case target) {
    check(target, Addresses.violationOfTarget(target.given().asText()));
  }

  private static void check(Case given, Optional<String> violation) {
    assertThat(violation).isEqualTo(Optional.ofNullable(given.violation()));
  }

  private static <T> T as(Class<T> type, String json) {
    return Serialization.unmarshal(json, type);
  }

  private static Map<String, List<Case>> read() {
    InputStream yaml =
        LoadBalancingRulesTest.class.getResourceAsStream("/loadbalancing/rules.yaml");
    return Serialization.unmarshal(yaml, new TypeReference<Map<String, List<Case>>>() {});
  }
}
