package dev.kubeecs.operator.loadbalancing.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.loadbalancing.HealthCheck;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpecBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The health of a target after a course of checks: p passes, f is refused, t times out, 5 is 500.
 */
class VerdictTest {

  private static final HealthCheck CHECK =
      HealthCheck.of(
          TargetGroupSpecBuilder.builder()
              .healthyThresholdCount(3)
              .unhealthyThresholdCount(2)
              .build());

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "p,     healthy,   -",
        "f,     initial,   Elb.InitialHealthChecking",
        "fp,    healthy,   -",
        "ff,    unhealthy, Target.FailedHealthChecks",
        "tt,    unhealthy, Target.Timeout",
        "55,    unhealthy, Target.ResponseCodeMismatch",
        "pf,    healthy,   -",
        "pfpf,  healthy,   -",
        "pff,   unhealthy, Target.FailedHealthChecks",
        "ffpp,  unhealthy, Target.FailedHealthChecks",
        "ffppp, healthy,   -",
        "ffpfpp, unhealthy, Target.FailedHealthChecks"
      })
  void followsTheThresholds(String course, String state, String reason) {
    Verdict verdict = Verdict.INITIAL;
    for (char check : course.toCharArray()) {
      verdict = verdict.after(outcome(check), CHECK);
    }
    assertThat(verdict.health().state()).hasToString(state);
    if (reason == null) {
      assertThat(verdict.health().reason()).isNull();
    } else {
      assertThat(verdict.health().reason()).hasToString(reason);
    }
  }

  private static Outcome outcome(char check) {
    return switch (check) {
      case 'p' -> new Outcome.Passed();
      case 'f' -> new Outcome.Failed();
      case 't' -> new Outcome.TimedOut();
      default -> new Outcome.WrongStatus(500);
    };
  }
}
