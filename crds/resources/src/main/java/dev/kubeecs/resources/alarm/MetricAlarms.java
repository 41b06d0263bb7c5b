package dev.kubeecs.resources.alarm;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.naming.Account;
import java.util.List;
import java.util.stream.Stream;

/** What alarms are called, and what they invoke. */
public final class MetricAlarms {

  private MetricAlarms() {}

  /** ARN of an alarm. */
  public static String arn(Account account, MetricAlarm alarm) {
    return ScalableTargets.alarmArn(account, name(alarm));
  }

  /** The name of an alarm. */
  public static String name(MetricAlarm alarm) {
    return or(alarm.getSpec().alarmName(), alarm.getMetadata().getName());
  }

  /** What the operator has told last of an alarm. */
  public static MetricAlarmStatus status(MetricAlarm alarm) {
    return or(alarm.getStatus(), MetricAlarmStatus.NONE);
  }

  /** Whether an alarm is in the state ALARM. */
  public static boolean isInAlarm(MetricAlarm alarm) {
    return status(alarm).stateValue() == StateValue.ALARM;
  }

  /** What a state of an alarm invokes; nothing while its actions are disabled. */
  public static List<String> actions(MetricAlarmSpec spec, StateValue state) {
    return or(spec.actionsEnabled(), true) ? configured(spec, state) : List.of();
  }

  /** The scaling policies that the present state of an alarm invokes. */
  public static Stream<PolicyReference> invoked(MetricAlarm alarm) {
    return actions(alarm.getSpec(), status(alarm).stateValue()).stream()
        .flatMap(action -> PolicyReference.parse(action).stream())
        .distinct();
  }

  /** The scaling policies that an alarm names, whatever the state. */
  public static Stream<PolicyReference> policies(MetricAlarmSpec spec) {
    return Stream.of(StateValue.values())
        .flatMap(state -> configured(spec, state).stream())
        .flatMap(action -> PolicyReference.parse(action).stream())
        .distinct();
  }

  private static List<String> configured(MetricAlarmSpec spec, StateValue state) {
    return asEmpty(
        switch (state) {
          case OK -> spec.okActions();
          case ALARM -> spec.alarmActions();
          case INSUFFICIENT_DATA -> spec.insufficientDataActions();
        });
  }
}
