package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.api.ecs.ServiceDeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import dev.kubeecs.operator.service.deployment.CircuitBreaker;
import dev.kubeecs.operator.service.deployment.CircuitBreaker.Failures;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * The circuit breaker of a rollout.
 *
 * @param told its part of the status; null if it has none
 * @param failures that it counts
 */
record BreakerMonitor(ServiceDeploymentCircuitBreaker told, Failures failures) {

  /** What was found earlier, by a watch that has ended. */
  static BreakerMonitor ended(Optional<EcsServiceDeploymentStatus> status) {
    return new BreakerMonitor(
        status.map(EcsServiceDeploymentStatus::deploymentCircuitBreaker).orElse(null),
        failures(status));
  }

  /** Counts once more. */
  static BreakerMonitor look(
      ResolvedService service,
      ResolvedRevision newest,
      Optional<EcsServiceDeploymentStatus> status,
      ServiceSettings settings) {
    CircuitBreaker breaker = CircuitBreaker.of(service.spec().deploymentConfiguration());
    if (!breaker.enabled()) {
      return new BreakerMonitor(
          ServiceDeploymentCircuitBreaker.builder()
              .status(ServiceDeploymentRollbackMonitorsStatus.DISABLED)
              .build(),
          Failures.NONE);
    }
    int desired =
        service.strategy() == SchedulingStrategy.DAEMON
            ? newest.replicas()
            : or(service.spec().desiredCount(), 1);
    Failures failures =
        breaker.count(failures(status), newest.ended(), newest.tasks(), proven(settings));
    return new BreakerMonitor(
        ServiceDeploymentCircuitBreaker.builder()
            .status(
                breaker.trips(failures, desired)
                    ? ServiceDeploymentRollbackMonitorsStatus.TRIGGERED
                    : ServiceDeploymentRollbackMonitorsStatus.MONITORING)
            .failureCount(failures.tasks().size())
            .threshold(breaker.threshold(desired))
            .build(),
        failures);
  }

  boolean isTriggered() {
    return told != null && told.status() == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
  }

  /** What to tell once the rollout has ended; null stays null. */
  static ServiceDeploymentCircuitBreaker complete(ServiceDeploymentCircuitBreaker told) {
    return told != null && told.status() == ServiceDeploymentRollbackMonitorsStatus.MONITORING
        ? told.toBuilder()
            .status(ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE)
            .build()
        : told;
  }

  private static Failures failures(Optional<EcsServiceDeploymentStatus> status) {
    return status
        .map(s -> new Failures(asEmpty(s.failedTasks()), Optional.ofNullable(s.failuresAfter())))
        .orElse(Failures.NONE);
  }

  /** A Pod runs in no time, so that running alone proves little: it must have gone on a while. */
  private static Duration proven(ServiceSettings settings) {
    Duration soon = settings.pauses().soon();
    return soon.compareTo(settings.healthyAfter()) > 0 ? soon : settings.healthyAfter();
  }
}
