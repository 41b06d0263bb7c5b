package dev.kubeecs.operator.task.lifecycle;

import static dev.kubeecs.api.ecs.TaskStopCode.ESSENTIALCONTAINEREXITED;
import static dev.kubeecs.api.ecs.TaskStopCode.INFRASTRUCTUREHEALTH;
import static dev.kubeecs.api.ecs.TaskStopCode.SERVICESCHEDULERINITIATED;
import static dev.kubeecs.api.ecs.TaskStopCode.SPOTINTERRUPTION;
import static dev.kubeecs.api.ecs.TaskStopCode.TASKFAILEDTOSTART;
import static dev.kubeecs.api.ecs.TaskStopCode.USERINITIATED;

import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.operator.task.container.ContainerState.Ended;
import dev.kubeecs.operator.task.container.ContainerState.Failing;
import dev.kubeecs.operator.task.container.ContainerState.Pending;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether and why a task stops. Source of codes and reasons: ECS developer guide. */
final class StopCauses {

  private StopCauses() {}

  /** Empty as long as nothing speaks against the task. */
  static Optional<StopCause> of(Observation seen) {
    return decidedBefore(seen)
        .or(() -> wanted(seen))
        .or(() -> podIsGone(seen))
        .or(() -> endedByKubernetes(seen))
        .or(() -> startFailed(seen))
        .or(() -> essentialContainerExited(seen))
        .or(() -> podIsDeleted(seen));
  }

  private static Optional<StopCause> decidedBefore(Observation seen) {
    return seen.before().stoppedReason() == null
        ? Optional.empty()
        : cause(seen.before().stopCode(), seen.before().stoppedReason());
  }

  private static Optional<StopCause> wanted(Observation seen) {
    var spec = seen.task().getSpec();
    return seen.stopWanted()
        ? cause(
            Absent.or(spec.stopCode(), USERINITIATED),
            Absent.or(spec.stoppedReason(), "Task stopped by user"))
        : Optional.empty();
  }

  private static Optional<StopCause> podIsGone(Observation seen) {
    return seen.pod() == null
        ? cause(INFRASTRUCTUREHEALTH, "The Pod of the task was removed by force")
        : Optional.empty();
  }

  private static Optional<StopCause> endedByKubernetes(Observation seen) {
    boolean started = seen.containers().stream().anyMatch(c -> c.status() != null);
    return PodFacts.endedByKubernetes(seen.pod())
        .flatMap(text -> cause(started ? INFRASTRUCTUREHEALTH : TASKFAILEDTOSTART, text));
  }

  private static Optional<StopCause> startFailed(Observation seen) {
    return seen.containers().stream()
        .filter(ObservedContainer::essential)
        .map(
            container ->
                switch (container.state()) {
                  case Failing failing when Patience.isOver(seen, failing) -> failing.reason();
                  case Ended ended when ended.neverStarted() -> "Task failed to start";
                  case Failing failing -> null;
                  case Ended ended -> null;
                  case Pending pending -> null;
                  case Running running -> null;
                })
        .flatMap(Stream::ofNullable)
        .findFirst()
        .flatMap(reason -> cause(TASKFAILEDTOSTART, reason));
  }

  private static Optional<StopCause> essentialContainerExited(Observation seen) {
    return seen.containers().stream()
            .filter(ObservedContainer::essential)
            .anyMatch(container -> endedByItself(container, seen.pod()))
        ? cause(ESSENTIALCONTAINEREXITED, "Essential container in task exited")
        : Optional.empty();
  }

  /** Not because the Pod was being deleted: that ends containers too. */
  private static boolean endedByItself(ObservedContainer container, Pod pod) {
    return container.state() instanceof Ended ended
        && PodFacts.deletedAtTheEarliest(pod)
            .map(deleted -> ended.finishedAt().map(end -> end.isBefore(deleted)).orElse(false))
            .orElse(true);
  }

  private static Optional<StopCause> podIsDeleted(Observation seen) {
    if (!PodFacts.isDeleting(seen.pod())) {
      return Optional.empty();
    }
    String deployment = seen.pod().getMetadata().getLabels().get(Labels.DEPLOYMENT);
    return PodFacts.disruption(seen.pod())
        .map(
            text ->
                isSpot(seen)
                    ? new StopCause(SPOTINTERRUPTION, "Your Spot Task was interrupted.")
                    : new StopCause(INFRASTRUCTUREHEALTH, text))
        .or(
            () ->
                deployment == null
                    ? cause(USERINITIATED, "The Pod of the task was deleted")
                    : cause(
                        SERVICESCHEDULERINITIATED,
                        "Scaling activity initiated by (deployment %s%s)"
                            .formatted(
                                seen.isOfDaemon() ? "ecs-daemon/" : "ecs-svc/", deployment)));
  }

  private static boolean isSpot(Observation seen) {
    return CapacityProviderStrategies.first(seen.task().getSpec().capacityProviderStrategy())
        .filter(CapacityProviders.FARGATE_SPOT::equals)
        .isPresent();
  }

  private static Optional<StopCause> cause(TaskStopCode code, String reason) {
    return Optional.of(new StopCause(code, reason));
  }
}
