package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.operator.service.deployment.DeploymentFailure;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentSpec;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a service is going: to its newest revision, or, once that one's deployment has failed or
 * somebody has stopped it, back to an earlier one or nowhere.
 *
 * @param direction what became of the newest revision's deployment
 * @param failure what made it fail, if something did
 * @param target the revision to get to
 * @param others all others, the oldest first
 * @param newest the revision that the service asks for; the target unless it goes back
 */
record Course(
    Direction direction,
    Optional<DeploymentFailure> failure,
    ResolvedRevision target,
    List<ResolvedRevision> others,
    ResolvedRevision newest) {

  /** What is done about the newest revision. */
  enum Direction {
    /** It is rolled out. */
    FORWARD,
    /** It is undone: the revision before it takes its place again. */
    BACK,
    /** Somebody ended its rollout half-way: tasks stay as they are. */
    HALTED,
    /** Its rollout failed and nothing goes back: it starts no more tasks. */
    STALLED
  }

  Course {
    others = List.copyOf(others);
  }

  /** The course that a service was last told to be on. */
  static Course of(List<ResolvedRevision> revisions, ResolvedRevision newest) {
    return of(revisions, newest, RolloutMonitors.failure(newest), false);
  }

  /**
   * The course of a service.
   *
   * @param revisions all that it has, the oldest first
   * @param newest the last of them, or one that is yet to be created
   * @param failure what makes the newest revision's deployment fail, now or earlier
   * @param rollback whether a failure that is found now is to be undone
   */
  static Course of(
      List<ResolvedRevision> revisions,
      ResolvedRevision newest,
      Optional<DeploymentFailure> failure,
      boolean rollback) {
    Optional<StopServiceDeploymentStopType> stop = stop(newest);
    Optional<ResolvedRevision> source =
        failure.isPresent() && stop.isEmpty()
            ? lastCompleted(revisions, newest)
            : source(revisions, newest);
    Direction direction =
        stop.map(type -> stopped(type, newest, source))
            .orElseGet(
                () -> failure.isEmpty() ? Direction.FORWARD : failed(newest, rollback, source));
    ResolvedRevision target = direction == Direction.BACK ? source.orElseThrow() : newest;
    return new Course(
        direction,
        failure,
        target,
        revisions.stream().filter(revision -> !isSame(revision, target)).toList(),
        newest);
  }

  /** Whether it goes anywhere at all. */
  boolean moves() {
    return switch (direction) {
      case FORWARD, BACK -> true;
      case HALTED, STALLED -> false;
    };
  }

  /** Whether no revision but the target has tasks, and none shall. */
  boolean restsOnTarget() {
    return moves() && others.stream().allMatch(other -> other.counts().drained());
  }

  /** The revision that ran before the newest one, where traffic comes from. */
  Optional<ResolvedRevision> source() {
    return source(Stream.concat(others.stream(), Stream.of(target)).toList(), newest);
  }

  /** Whether the newest revision is undone, or about to be. */
  boolean goesBack() {
    return direction == Direction.BACK;
  }

  /** How somebody has stopped the newest revision's deployment, if it was not too late. */
  private static Optional<StopServiceDeploymentStopType> stop(ResolvedRevision newest) {
    return newest
        .rollout()
        .map(EcsServiceDeployment::getSpec)
        .map(EcsServiceDeploymentSpec::stopType)
        .filter(type -> !DeploymentView.servesAlone(newest));
  }

  private static Direction stopped(
      StopServiceDeploymentStopType type,
      ResolvedRevision newest,
      Optional<ResolvedRevision> source) {
    return switch (type) {
      case ABORT -> Direction.HALTED;
      case ROLLBACK ->
          status(newest).orElse(null) != ServiceDeploymentStatus.ROLLBACK_FAILED
                  && source.isPresent()
              ? Direction.BACK
              : Direction.HALTED;
    };
  }

  /** What was decided when the failure was found holds, whatever the service asks for since. */
  private static Direction failed(
      ResolvedRevision newest, boolean rollback, Optional<ResolvedRevision> source) {
    boolean back =
        switch (status(newest).orElse(ServiceDeploymentStatus.PENDING)) {
          case PENDING, IN_PROGRESS -> rollback;
          case ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS, ROLLBACK_SUCCESSFUL -> true;
          case ROLLBACK_FAILED, STOP_REQUESTED, STOPPED, SUCCESSFUL -> false;
        };
    return back && source.isPresent() ? Direction.BACK : Direction.STALLED;
  }

  /** The newest earlier revision whose deployment COMPLETED, or had only to take others away. */
  static Optional<ResolvedRevision> lastCompleted(
      List<ResolvedRevision> revisions, ResolvedRevision newest) {
    return revisions.stream()
        .filter(revision -> !isSame(revision, newest))
        .filter(revision -> DeploymentView.servesAlone(revision) && canRun(revision))
        .reduce((earlier, later) -> later);
  }

  /** The revision to go back to: of those that had tasks, the one that served. */
  private static Optional<ResolvedRevision> source(
      List<ResolvedRevision> revisions, ResolvedRevision newest) {
    List<String> names =
        newest
            .rollout()
            .map(rollout -> rollout.getSpec().sourceServiceRevisions())
            .filter(Objects::nonNull)
            .orElse(List.of());
    return names.reversed().stream()
        .flatMap(name -> revisions.stream().filter(revision -> revision.name().equals(name)))
        .filter(Course::canRun)
        .findFirst();
  }

  /** Without its workload a revision needs its task definition and capacity once more. */
  private static boolean canRun(ResolvedRevision revision) {
    boolean hasCapacity =
        CapacityProviderStrategies.first(revision.resource().getSpec().capacityProviderStrategy())
                .map(CapacityProviders.PREDEFINED::contains)
                .orElse(true)
            || revision.capacityProvider().isPresent();
    return revision.workload().isPresent()
        || (revision.taskDefinition().isPresent() && hasCapacity);
  }

  private static Optional<ServiceDeploymentStatus> status(ResolvedRevision revision) {
    return revision.rolloutStatus().map(EcsServiceDeploymentStatus::status);
  }

  private static boolean isSame(ResolvedRevision one, ResolvedRevision other) {
    return one.deploymentId().equals(other.deploymentId());
  }
}
