package dev.kubeecs.operator.service;

import static dev.kubeecs.operator.service.deployment.DeploymentFailure.CIRCUIT_BREAKER;
import static dev.kubeecs.operator.service.deployment.DeploymentFailure.LIFECYCLE_HOOK;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.api.ecs.ServiceDeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import dev.kubeecs.operator.service.deployment.CircuitBreaker;
import dev.kubeecs.operator.service.deployment.CircuitBreaker.Failures;
import dev.kubeecs.operator.service.deployment.DeploymentFailure;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.TrafficShift;
import java.time.Duration;
import java.util.Optional;

/**
 * What watches over the rollout of the newest revision, and what it has found. Once something has
 * made a rollout fail, that is in its status and stays.
 *
 * @param breaker the circuit breaker's part of the status
 * @param failures that the circuit breaker counts
 * @param failure what makes the rollout fail, now or earlier
 * @param rollback whether a failure that is found now is to be undone
 */
record RolloutMonitors(
    ServiceDeploymentCircuitBreaker breaker,
    Failures failures,
    Optional<DeploymentFailure> failure,
    boolean rollback) {

  /** Looks at the newest revision of a service. */
  static RolloutMonitors of(
      ResolvedService service, ResolvedRevision newest, ServiceSettings settings) {
    Optional<EcsServiceDeploymentStatus> status = newest.rolloutStatus();
    CircuitBreaker breaker = CircuitBreaker.of(service.spec().deploymentConfiguration());
    Optional<DeploymentFailure> earlier = failure(newest);
    boolean stopped =
        newest.rollout().map(rollout -> rollout.getSpec().stopType() != null).orElse(false);
    boolean over =
        status.map(s -> s.finishedAt() != null).orElse(false) || DeploymentView.servesAlone(newest);
    if (earlier.isPresent() || stopped || over) {
      return new RolloutMonitors(
          status.map(EcsServiceDeploymentStatus::deploymentCircuitBreaker).orElse(null),
          failures(status),
          earlier,
          breaker.rollback()
              || (earlier.filter(LIFECYCLE_HOOK::equals).isPresent() && !ofCodeDeploy(newest)));
    }
    int desired =
        service.strategy() == SchedulingStrategy.DAEMON
            ? newest.replicas()
            : or(service.spec().desiredCount(), 1);
    Failures failures =
        breaker.enabled()
            ? breaker.count(failures(status), newest.ended(), newest.tasks(), proven(settings))
            : Failures.NONE;
    boolean trips = breaker.trips(failures, desired);
    return new RolloutMonitors(
        breaker.enabled()
            ? ServiceDeploymentCircuitBreaker.builder()
                .status(
                    trips
                        ? ServiceDeploymentRollbackMonitorsStatus.TRIGGERED
                        : ServiceDeploymentRollbackMonitorsStatus.MONITORING)
                .failureCount(failures.tasks().size())
                .threshold(breaker.threshold(desired))
                .build()
            : ServiceDeploymentCircuitBreaker.builder()
                .status(ServiceDeploymentRollbackMonitorsStatus.DISABLED)
                .build(),
        failures,
        trips ? Optional.of(CIRCUIT_BREAKER) : Optional.empty(),
        breaker.rollback());
  }

  /** CodeDeploy undoes what fails only if it is told to, whatever made it fail. */
  private static boolean ofCodeDeploy(ResolvedRevision revision) {
    return revision.rollout().filter(r -> r.getSpec().codeDeploy() != null).isPresent();
  }

  /** What made the rollout of a revision fail, as told earlier. */
  static Optional<DeploymentFailure> failure(ResolvedRevision revision) {
    return revision
        .rolloutStatus()
        .map(EcsServiceDeploymentStatus::deploymentCircuitBreaker)
        .filter(b -> b.status() == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED)
        .map(b -> CIRCUIT_BREAKER)
        .or(() -> hookFailure(revision).map(what -> LIFECYCLE_HOOK));
  }

  /** Which hook of the rollout of a revision failed, and how. */
  static Optional<String> hookFailure(ResolvedRevision revision) {
    return TrafficShifting.state(revision).map(TrafficShift::failure);
  }

  /** How many tasks count as failed. */
  int failureCount() {
    return failures.tasks().size();
  }

  /** What to tell of it, beside the rest of a rollout's status. */
  EcsServiceDeploymentStatus in(EcsServiceDeploymentStatus status) {
    return status.with(
        s ->
            s.deploymentCircuitBreaker(breaker)
                .failedTasks(failures.tasks().isEmpty() ? null : failures.tasks())
                .failuresAfter(failures.after().orElse(null)));
  }

  /** What to tell once the rollout has ended. */
  static EcsServiceDeploymentStatus ended(EcsServiceDeploymentStatus status) {
    ServiceDeploymentCircuitBreaker breaker = status.deploymentCircuitBreaker();
    boolean watching =
        breaker != null && breaker.status() == ServiceDeploymentRollbackMonitorsStatus.MONITORING;
    return watching
        ? status.withDeploymentCircuitBreaker(
            breaker.toBuilder()
                .status(ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE)
                .build())
        : status;
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
