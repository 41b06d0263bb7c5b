package dev.kubeecs.operator.loadbalancing.target;

import dev.kubeecs.api.elbv2.TargetHealth;
import dev.kubeecs.api.elbv2.TargetHealthReasonEnum;
import dev.kubeecs.api.elbv2.TargetHealthStateEnum;
import dev.kubeecs.resources.loadbalancing.HealthCheck;

/**
 * What the checks of a target have come to. Source: the ELB user guide, target group health checks.
 *
 * @param health as DescribeTargetHealth tells it: initial, healthy or unhealthy
 * @param passes checks passed in a row
 * @param failures checks failed in a row
 */
public record Verdict(TargetHealth health, int passes, int failures) {

  private static final TargetHealth HEALTHY =
      TargetHealth.builder().state(TargetHealthStateEnum.HEALTHY).build();

  /** Of a target that is new. */
  public static final Verdict INITIAL =
      new Verdict(
          health(
              TargetHealthStateEnum.INITIAL,
              TargetHealthReasonEnum.ELB_INITIALHEALTHCHECKING,
              "Initial health checks in progress"),
          0,
          0);

  /** Where an operator that starts goes on: with what the one before it has told last. */
  public static Verdict resumed(TargetHealth told) {
    boolean decided =
        told != null
            && (told.state() == TargetHealthStateEnum.HEALTHY
                || told.state() == TargetHealthStateEnum.UNHEALTHY);
    return decided ? new Verdict(told, 0, 0) : INITIAL;
  }

  /** Whether no check has decided yet. */
  public boolean isInitial() {
    return health.state() == TargetHealthStateEnum.INITIAL;
  }

  /** The verdict after one more check. */
  public Verdict after(Outcome outcome, HealthCheck check) {
    return switch (outcome) {
      case Outcome.Passed ignored -> passed(check);
      case Outcome.WrongStatus wrong ->
          failed(
              check,
              TargetHealthReasonEnum.TARGET_RESPONSECODEMISMATCH,
              "Health checks failed with these codes: [" + wrong.status() + "]");
      case Outcome.TimedOut ignored ->
          failed(check, TargetHealthReasonEnum.TARGET_TIMEOUT, "Request timed out");
      case Outcome.Failed ignored ->
          failed(check, TargetHealthReasonEnum.TARGET_FAILEDHEALTHCHECKS, "Health checks failed");
    };
  }

  /** A new target needs to pass one check only. */
  private Verdict passed(HealthCheck check) {
    boolean healthy =
        isInitial()
            || health.state() == TargetHealthStateEnum.HEALTHY
            || passes + 1 >= check.healthyThreshold();
    return new Verdict(healthy ? HEALTHY : health, passes + 1, 0);
  }

  private Verdict failed(HealthCheck check, TargetHealthReasonEnum reason, String description) {
    boolean unhealthy =
        health.state() == TargetHealthStateEnum.UNHEALTHY
            || failures + 1 >= check.unhealthyThreshold();
    return new Verdict(
        unhealthy ? health(TargetHealthStateEnum.UNHEALTHY, reason, description) : health,
        0,
        failures + 1);
  }

  static TargetHealth health(
      TargetHealthStateEnum state, TargetHealthReasonEnum reason, String description) {
    return TargetHealth.builder().state(state).reason(reason).description(description).build();
  }
}
