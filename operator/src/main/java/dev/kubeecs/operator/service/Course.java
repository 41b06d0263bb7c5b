package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentSpec;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a service is going: to its newest revision, or, once somebody has stopped that one's
 * deployment, back to an earlier one or nowhere.
 *
 * @param direction what became of the newest revision's deployment
 * @param target the revision to get to
 * @param others all others, the oldest first
 * @param newest the revision that the service asks for; the target unless it goes back
 */
record Course(
    Direction direction,
    ResolvedRevision target,
    List<ResolvedRevision> others,
    ResolvedRevision newest) {

  /** What is done about the newest revision. */
  enum Direction {
    /** It is rolled out. */
    FORWARD,
    /** It is undone: the revision before it takes its place again. */
    BACK,
    /** Its rollout ended half-way: tasks stay as they are. */
    HALTED
  }

  Course {
    others = List.copyOf(others);
  }

  /**
   * The course of a service.
   *
   * @param revisions all that it has, the oldest first
   * @param newest the last of them, or one that is yet to be created
   */
  static Course of(List<ResolvedRevision> revisions, ResolvedRevision newest) {
    Direction direction = direction(revisions, newest);
    ResolvedRevision target =
        direction == Direction.BACK ? source(revisions, newest).orElseThrow() : newest;
    return new Course(
        direction,
        target,
        revisions.stream().filter(revision -> !isSame(revision, target)).toList(),
        newest);
  }

  /** Whether the newest revision is undone, or about to be. */
  boolean goesBack() {
    return direction == Direction.BACK;
  }

  private static Direction direction(List<ResolvedRevision> revisions, ResolvedRevision newest) {
    Optional<StopServiceDeploymentStopType> stop =
        newest
            .rollout()
            .map(EcsServiceDeployment::getSpec)
            .map(EcsServiceDeploymentSpec::stopType)
            .filter(type -> !DeploymentView.isSuccessful(newest));
    if (stop.isEmpty()) {
      return Direction.FORWARD;
    }
    return switch (stop.get()) {
      case ABORT -> Direction.HALTED;
      case ROLLBACK ->
          status(newest).orElse(null) != ServiceDeploymentStatus.ROLLBACK_FAILED
                  && source(revisions, newest).isPresent()
              ? Direction.BACK
              : Direction.HALTED;
    };
  }

  /** The revision to go back to: the one chosen before, or the last that was rolled out once. */
  private static Optional<ResolvedRevision> source(
      List<ResolvedRevision> revisions, ResolvedRevision newest) {
    List<String> names =
        newest
            .rollout()
            .map(rollout -> rollout.getSpec().sourceServiceRevisions())
            .filter(Objects::nonNull)
            .orElse(List.of());
    List<ResolvedRevision> sources =
        revisions.stream()
            .filter(revision -> names.contains(revision.name()) && canRun(revision))
            .toList();
    return sources.stream()
        .filter(DeploymentView::isSuccessful)
        .reduce((earlier, later) -> later)
        .or(() -> sources.reversed().stream().findFirst());
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
