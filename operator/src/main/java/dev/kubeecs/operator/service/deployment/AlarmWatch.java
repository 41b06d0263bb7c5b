package dev.kubeecs.operator.service.deployment;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ServiceDeploymentAlarms;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an alarm makes a deployment fail. Source: the ECS developer guide, how CloudWatch alarms
 * detect deployment failures: one that is in ALARM when the deployment begins is a reason to look
 * at none during that deployment, which may be the one that mends it.
 */
public final class AlarmWatch {

  private AlarmWatch() {}

  /**
   * What is true of the alarms of a deployment. As long as nobody knows which are in ALARM, the
   * watch has not begun.
   *
   * @param names of the alarms that are to be watched
   * @param before what was true when last looked at, or null
   * @param inAlarm names of all alarms in ALARM; empty if nobody knows
   */
  public static ServiceDeploymentAlarms next(
      List<String> names, ServiceDeploymentAlarms before, Optional<Set<String>> inAlarm) {
    if (names.isEmpty()) {
      return told(ServiceDeploymentRollbackMonitorsStatus.DISABLED);
    }
    if (inAlarm.isEmpty()) {
      return before == null ? told(ServiceDeploymentRollbackMonitorsStatus.DISABLED) : before;
    }
    if (isIgnored(before)) {
      return before;
    }
    List<String> found = names.stream().filter(inAlarm.get()::contains).toList();
    ServiceDeploymentAlarms watched =
        told(
            found.isEmpty()
                ? ServiceDeploymentRollbackMonitorsStatus.MONITORING
                : hasBegun(before)
                    ? ServiceDeploymentRollbackMonitorsStatus.TRIGGERED
                    : ServiceDeploymentRollbackMonitorsStatus.DISABLED);
    return watched.toBuilder()
        .alarmNames(names)
        .triggeredAlarmNames(
            watched.status() == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED ? found : null)
        .build();
  }

  /** Whether none is looked at, because one was in ALARM when the watch was to begin. */
  public static boolean isIgnored(ServiceDeploymentAlarms told) {
    return told != null
        && told.status() == ServiceDeploymentRollbackMonitorsStatus.DISABLED
        && !asEmpty(told.alarmNames()).isEmpty();
  }

  private static boolean hasBegun(ServiceDeploymentAlarms before) {
    return before != null && before.status() != ServiceDeploymentRollbackMonitorsStatus.DISABLED;
  }

  private static ServiceDeploymentAlarms told(ServiceDeploymentRollbackMonitorsStatus status) {
    return ServiceDeploymentAlarms.builder().status(status).build();
  }
}
