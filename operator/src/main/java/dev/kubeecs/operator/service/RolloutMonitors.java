package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.operator.service.deployment.CircuitBreaker;
import dev.kubeecs.operator.service.deployment.DeploymentFailure;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.TrafficShift;
import java.time.Instant;
import java.util.Optional;

/**
 * What watches over the rollout of the newest revision, and what it has found. Once something has
 * made a rollout fail, that is in its status and stays.
 *
 * @param breaker the circuit breaker
 * @param alarms the watch on alarms
 * @param failure what makes the rollout fail, now or earlier
 * @param rollback whether a failure that is found now is to be undone
 */
record RolloutMonitors(
    BreakerMonitor breaker,
    AlarmMonitor alarms,
    Optional<DeploymentFailure> failure,
    boolean rollback) {

  /** Looks at the newest revision of a service. */
  static RolloutMonitors of(
      ResolvedService service, ResolvedRevision newest, ServiceSettings settings) {
    Optional<EcsServiceDeploymentStatus> status = newest.rolloutStatus();
    Optional<DeploymentFailure> earlier = failure(newest);
    boolean stopped =
        newest.rollout().map(rollout -> rollout.getSpec().stopType() != null).orElse(false);
    boolean over =
        status.map(s -> s.finishedAt() != null).orElse(false) || DeploymentView.servesAlone(newest);
    boolean ended = earlier.isPresent() || stopped || over;
    BreakerMonitor breaker =
        ended
            ? BreakerMonitor.ended(status)
            : BreakerMonitor.look(service, newest, status, settings);
    AlarmMonitor alarms =
        ended ? AlarmMonitor.ended(status) : AlarmMonitor.look(service, status, settings);
    Optional<DeploymentFailure> failure = earlier.or(() -> failure(breaker, alarms));
    return new RolloutMonitors(
        breaker,
        alarms,
        failure,
        failure.filter(found -> isUndone(found, service, newest)).isPresent());
  }

  /** CodeDeploy undoes what fails only if it is told to, whatever made it fail. */
  private static boolean ofCodeDeploy(ResolvedRevision revision) {
    return revision.rollout().filter(r -> r.getSpec().codeDeploy() != null).isPresent();
  }

  /** What made the rollout of a revision fail, as told earlier. */
  static Optional<DeploymentFailure> failure(ResolvedRevision revision) {
    Optional<EcsServiceDeploymentStatus> status = revision.rolloutStatus();
    return failure(BreakerMonitor.ended(status), AlarmMonitor.ended(status))
        .or(() -> hookFailure(revision).map(what -> DeploymentFailure.LIFECYCLE_HOOK));
  }

  /** Which hook of the rollout of a revision failed, and how. */
  static Optional<String> hookFailure(ResolvedRevision revision) {
    return TrafficShifting.state(revision).map(TrafficShift::failure);
  }

  /** How many tasks count as failed. */
  int failureCount() {
    return breaker.failures().tasks().size();
  }

  /** The same, knowing whether the newest revision alone runs all tasks now. */
  RolloutMonitors settled(boolean settled, Instant now) {
    return new RolloutMonitors(breaker, alarms.settled(settled, now), failure, rollback);
  }

  /** What to tell of it, beside the rest of a rollout's status. */
  EcsServiceDeploymentStatus in(EcsServiceDeploymentStatus status) {
    return status.with(
        s ->
            s.deploymentCircuitBreaker(breaker.told())
                .failedTasks(
                    breaker.failures().tasks().isEmpty() ? null : breaker.failures().tasks())
                .failuresAfter(breaker.failures().after().orElse(null))
                .alarms(alarms.told())
                .bakingSince(alarms.bakingSince().orElse(null)));
  }

  /** What to tell once the rollout has ended. */
  static EcsServiceDeploymentStatus ended(EcsServiceDeploymentStatus status) {
    return status.with(
        s ->
            s.deploymentCircuitBreaker(BreakerMonitor.complete(status.deploymentCircuitBreaker()))
                .alarms(AlarmMonitor.complete(status.alarms())));
  }

  private static Optional<DeploymentFailure> failure(BreakerMonitor breaker, AlarmMonitor alarms) {
    if (breaker.isTriggered()) {
      return Optional.of(DeploymentFailure.CIRCUIT_BREAKER);
    }
    return alarms.isTriggered() ? Optional.of(DeploymentFailure.ALARM) : Optional.empty();
  }

  /** Circuit breaker and alarms say so for themselves; a hook that fails is undone. */
  private static boolean isUndone(
      DeploymentFailure failure, ResolvedService service, ResolvedRevision newest) {
    DeploymentConfiguration asked = service.spec().deploymentConfiguration();
    return switch (failure) {
      case CIRCUIT_BREAKER -> CircuitBreaker.of(asked).rollback();
      case ALARM ->
          Optional.ofNullable(asked)
              .map(DeploymentConfiguration::alarms)
              .filter(alarms -> or(alarms.rollback(), false))
              .isPresent();
      case LIFECYCLE_HOOK -> !ofCodeDeploy(newest) || CircuitBreaker.of(asked).rollback();
    };
  }
}
