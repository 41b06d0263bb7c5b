package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.ServiceDeploymentAlarms;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import dev.kubeecs.operator.service.deployment.AlarmWatch;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.WatchedAlarms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The watch on the alarms of a rollout, which goes on for a while once the newest revision alone
 * runs. Deployments that shift traffic have a stage for that.
 *
 * @param told the alarms' part of the status; null if it has none
 * @param bakeTime for how long it goes on
 * @param bakingSince since when the newest revision alone runs; empty if it has not yet
 */
record AlarmMonitor(
    ServiceDeploymentAlarms told, Duration bakeTime, Optional<Instant> bakingSince) {

  /** What was found earlier, by a watch that has ended. */
  static AlarmMonitor ended(Optional<EcsServiceDeploymentStatus> status) {
    return new AlarmMonitor(
        status.map(EcsServiceDeploymentStatus::alarms).orElse(null),
        Duration.ZERO,
        status.map(EcsServiceDeploymentStatus::bakingSince));
  }

  /** Looks at the alarms once more. */
  static AlarmMonitor look(
      ResolvedService service,
      Optional<EcsServiceDeploymentStatus> status,
      ServiceSettings settings) {
    DeploymentConfiguration asked = service.spec().deploymentConfiguration();
    ServiceDeploymentAlarms told =
        AlarmWatch.next(
            WatchedAlarms.names(asked),
            status.map(EcsServiceDeploymentStatus::alarms).orElse(null),
            service.alarms().inAlarm(WatchedAlarms.names(asked)));
    boolean watches = WatchedAlarms.any(asked) && !AlarmWatch.isIgnored(told);
    return new AlarmMonitor(
        told,
        watches ? settings.bakeTime(asked) : Duration.ZERO,
        status.map(EcsServiceDeploymentStatus::bakingSince));
  }

  boolean isTriggered() {
    return told != null && told.status() == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
  }

  /** The same, knowing whether the newest revision alone runs all tasks now. */
  AlarmMonitor settled(boolean settled, Instant now) {
    return settled && bakeTime.isPositive() && bakingSince.isEmpty()
        ? new AlarmMonitor(told, bakeTime, Optional.of(now))
        : this;
  }

  /** When the watch ends; empty while it is not known, or if it has ended. */
  Optional<Instant> bakedAt() {
    return bakeTime.isPositive()
        ? bakingSince.map(since -> since.plus(bakeTime))
        : Optional.empty();
  }

  /** Whether a rollout that is where it was to get to is complete. */
  boolean baked(Instant now) {
    return !bakeTime.isPositive() || bakedAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  /** What to tell once the rollout has ended; null stays null. */
  static ServiceDeploymentAlarms complete(ServiceDeploymentAlarms told) {
    return told != null && told.status() == ServiceDeploymentRollbackMonitorsStatus.MONITORING
        ? told.toBuilder()
            .status(ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE)
            .build()
        : told;
  }
}
