package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.ThresholdConfiguration;
import dev.kubeecs.api.ecs.ThresholdType;
import dev.kubeecs.operator.service.deployment.CircuitBreaker.Failures;
import dev.kubeecs.operator.service.deployment.EndedTask.Cause;
import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration PROVEN = Duration.ofSeconds(40);

  private final CircuitBreaker breaker = CircuitBreaker.of(configuration(null, null));

  /** The guide's own examples first. */
  @ParameterizedTest
  @CsvSource({
    ",, 1, 3",
    ",, 25, 13",
    ",, 400, 200",
    ",, 800, 200",
    ",, 0, 3",
    "BOUNDED_PERCENT, 10, 100, 10",
    "BOUNDED_PERCENT, 100, 2, 3",
    "UNBOUNDED_PERCENT, 50, 1, 1",
    "UNBOUNDED_PERCENT, 100, 500, 500",
    "UNBOUNDED_PERCENT, 50, 0, 1",
    "COUNT, 5, 1000, 5",
    "COUNT, 1, 1, 1",
  })
  void theThresholdFollowsTheDesiredCount(
      ThresholdType type, Integer value, int desired, int threshold) {
    CircuitBreaker asked = CircuitBreaker.of(configuration(type, value));
    assertThat(asked.threshold(desired)).isEqualTo(threshold);
  }

  @ParameterizedTest
  @CsvSource({
    "never RUNNING,                    , ITSELF,        true",
    "exited at once,                  1, ITSELF,        true",
    "exited before it was proven,    39, ITSELF,        true",
    "exited later,                   41, ITSELF,        false",
    "failed health checks,          900, HEALTH_CHECKS, true",
    "never RUNNING and asked to stop,  , ASKED,         false",
    "asked to stop,                   5, ASKED,         false",
  })
  void whatCountsAsAFailure(String what, Integer ranSeconds, Cause cause, boolean counts) {
    EndedTask task =
        new EndedTask(
            "t", Optional.ofNullable(ranSeconds).map(s -> NOW.minusSeconds(s)), NOW, cause);
    assertThat(breaker.count(Failures.NONE, List.of(task), List.of(), PROVEN).tasks())
        .as(what)
        .hasSize(counts ? 1 : 0);
  }

  @Test
  void aTaskCountsOnceAlsoWhenItIsForgotten() {
    Failures one = breaker.count(Failures.NONE, List.of(failed("a", 0)), List.of(), PROVEN);
    Failures two = breaker.count(one, List.of(failed("b", 1), failed("a", 0)), List.of(), PROVEN);
    Failures three = breaker.count(two, List.of(failed("c", 1)), List.of(), PROVEN);
    assertThat(three.tasks()).containsExactly("a", "b", "c");
    assertThat(breaker.count(three, List.of(), List.of(), PROVEN)).isEqualTo(three);
    assertThat(breaker.trips(two, 1)).isFalse();
    assertThat(breaker.trips(three, 1)).isTrue();
  }

  @Test
  void aHealthyTaskSetsTheCountBack() {
    List<EndedTask> ended = List.of(failed("a", 0), failed("b", 1));
    Failures before = breaker.count(Failures.NONE, ended, List.of(), PROVEN);
    Failures after = breaker.count(before, ended, List.of(task(Stage.HEALTHY)), PROVEN);
    assertThat(after.tasks()).isEmpty();
    assertThat(breaker.count(after, ended, List.of(), PROVEN).tasks()).isEmpty();
    List<EndedTask> more = List.of(failed("a", 0), failed("b", 1), failed("c", 2));
    assertThat(breaker.count(after, more, List.of(), PROVEN).tasks()).containsExactly("c");
  }

  @Test
  void itIsLeftAtThatIfSoAsked() {
    CircuitBreaker cumulative =
        CircuitBreaker.of(
            DeploymentConfiguration.builder()
                .deploymentCircuitBreaker(
                    DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .resetOnHealthyTask(false)
                        .build())
                .build());
    List<EndedTask> ended = List.of(failed("a", 0), failed("b", 1));
    assertThat(cumulative.count(Failures.NONE, ended, List.of(task(Stage.HEALTHY)), PROVEN).tasks())
        .containsExactly("a", "b");
  }

  @Test
  void withoutOneNothingTrips() {
    CircuitBreaker none = CircuitBreaker.of(null);
    assertThat(none.trips(new Failures(List.of("a", "b", "c", "d"), Optional.empty()), 1))
        .isFalse();
  }

  private static DeploymentConfiguration configuration(ThresholdType type, Integer value) {
    return DeploymentConfiguration.builder()
        .deploymentCircuitBreaker(
            DeploymentCircuitBreaker.builder()
                .enable(true)
                .rollback(true)
                .thresholdConfiguration(
                    type == null
                        ? null
                        : ThresholdConfiguration.builder().type(type).value(value).build())
                .build())
        .build();
  }

  private static EndedTask failed(String id, int second) {
    return new EndedTask(id, Optional.empty(), NOW.plusSeconds(second), Cause.ITSELF);
  }

  private static ServiceTask task(Stage stage) {
    return new ServiceTask("h", "h", NOW, Optional.of(NOW), stage, true);
  }
}
