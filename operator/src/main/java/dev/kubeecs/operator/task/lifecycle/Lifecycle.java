package dev.kubeecs.operator.task.lifecycle;

import static java.util.stream.Collectors.toMap;

import dev.kubeecs.operator.task.container.ContainerState.Ended;
import dev.kubeecs.operator.task.container.ContainerState.Failing;
import dev.kubeecs.operator.task.container.ContainerState.Pending;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.operator.task.lifecycle.Step.PodAction;
import dev.kubeecs.operator.task.pod.HeldImage;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a task is, seen from its Pod. */
public final class Lifecycle {

  /** Most tasks run within seconds, so what comes before that is not worth a write of its own. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private Lifecycle() {}

  /** The next step of a task that has, or had, a Pod. */
  public static Step next(Observation seen) {
    if (seen.stateBefore() == TaskState.STOPPED) {
      PodAction action = podAction(seen, TaskState.STOPPED, true);
      return new Step(seen.before(), false, action, Ending.grace(seen), Map.of(), Optional.empty());
    }
    Optional<StopCause> cause = StopCauses.of(seen);
    TaskState state = state(seen, cause.isPresent());
    EcsTaskStatus status = TaskReport.of(seen, state, cause);
    if (state.isBefore(TaskState.RUNNING) && isFresh(seen) && nothingFails(seen)) {
      return new Step(
          seen.before(),
          false,
          PodAction.NOTHING,
          Ending.grace(seen),
          changing(seen),
          Optional.of(FRESH));
    }
    PodAction action = podAction(seen, state, cause.isPresent());
    Optional<List<ObservedContainer>> firstToStop =
        action == PodAction.STOP ? StopOrder.first(seen.containers()) : Optional.empty();
    return new Step(
        status,
        !status.equals(seen.task().getStatus()),
        firstToStop.isPresent() ? PodAction.NOTHING : action,
        Ending.grace(seen),
        cause.isPresent() ? stopped(firstToStop.orElse(List.of())) : changing(seen),
        lookAgain(seen, status, cause.isPresent()));
  }

  /** Starts the containers that have waited long enough, ends those that shall stay down. */
  private static Map<String, String> changing(Observation seen) {
    Map<String, String> images = new HashMap<>(stopped(RestartPolicies.toKeepDown(seen)));
    Dependencies.ready(seen).forEach(c -> images.put(c.nameInPod(), c.definition().image()));
    return images;
  }

  private static Map<String, String> stopped(List<ObservedContainer> containers) {
    return containers.stream()
        .collect(toMap(ObservedContainer::nameInPod, c -> HeldImage.STOPPED.image()));
  }

  private static boolean nothingFails(Observation seen) {
    return seen.containers().stream().noneMatch(c -> c.state() instanceof Failing);
  }

  /** Its status has not been told yet, and there is hope that it runs in a moment. */
  private static boolean isFresh(Observation seen) {
    if (seen.before().lastStatus() != null) {
      return false;
    }
    Instant created = Instant.parse(seen.pod().getMetadata().getCreationTimestamp());
    return created.plus(FRESH).isAfter(seen.now());
  }

  /** A task never goes back, and may leave out states. */
  private static TaskState state(Observation seen, boolean stopping) {
    TaskState state = stopping ? Ending.state(seen) : starting(seen);
    return state.isBefore(seen.stateBefore()) ? seen.stateBefore() : state;
  }

  private static TaskState starting(Observation seen) {
    if (!PodFacts.isScheduled(seen.pod())) {
      return TaskState.PROVISIONING;
    }
    return seen.containers().stream().allMatch(container -> hasStarted(container, seen))
        ? TaskState.RUNNING
        : TaskState.PENDING;
  }

  /** A container that is not essential and cannot start holds nobody up. */
  static boolean hasStarted(ObservedContainer container, Observation seen) {
    return switch (container.state()) {
      case Pending pending -> false;
      case Failing failing -> !container.essential() && Patience.isOver(seen, failing);
      case Running running -> true;
      case Ended ended -> true;
    };
  }

  private static PodAction podAction(Observation seen, TaskState state, boolean stopping) {
    Pod pod = seen.pod();
    if (pod == null || !stopping) {
      return PodAction.NOTHING;
    }
    if (state == TaskState.STOPPED) {
      if (!pod.hasFinalizer(Labels.FINALIZER)) {
        return PodAction.NOTHING;
      }
      boolean mustGo =
          Labels.areOfWorkload(pod.getMetadata().getLabels()) || VolumeAttachments.ownedBy(pod);
      return mustGo && !PodFacts.isDeleting(pod) ? PodAction.REMOVE : PodAction.RELEASE;
    }
    return PodFacts.isDeleting(pod) ? PodAction.NOTHING : PodAction.STOP;
  }

  private static Optional<Duration> lookAgain(
      Observation seen, EcsTaskStatus status, boolean stopping) {
    return stopping
        ? Ending.drainingFor(seen)
        : Stream.of(
                Patience.left(seen),
                Dependencies.timeLeft(seen),
                TaskReport.healthUndecidedFor(seen, status))
            .flatMap(Optional::stream)
            .min(Duration::compareTo);
  }
}
