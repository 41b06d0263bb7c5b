package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.Attachment;
import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.HealthStatus;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.operator.task.container.ContainerHealth;
import dev.kubeecs.operator.task.container.ContainerViews;
import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.operator.task.container.TaskOfContainer;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the status of a task from a look at it. */
final class TaskReport {

  private TaskReport() {}

  static EcsTaskStatus of(Observation seen, TaskState state, Optional<StopCause> cause) {
    List<ObservedContainer> containers = seen.containers();
    List<HealthStatus> health = health(seen, containers);
    Optional<Attachment> attachment = NetworkAttachment.of(seen, state);
    TaskOfContainer shared = shared(seen, attachment);
    List<Container> views = new ArrayList<>();
    for (int i = 0; i < containers.size(); i++) {
      Container view =
          ContainerViews.of(containers.get(i), health.get(i), shared, state == TaskState.STOPPED);
      views.add(cause.isPresent() ? keepingReason(view, before(seen, i)) : view);
    }
    EcsTaskStatus status =
        identity(seen)
            .withLastStatus(state)
            .withDesiredStatus(cause.isPresent() ? DesiredStatus.STOPPED : DesiredStatus.RUNNING)
            .withHealthStatus(ContainerHealth.ofTask(containers, health))
            .withContainers(seen.pod() == null ? lastKnown(seen, views) : views)
            .withAttachments(
                Stream.concat(attachment.stream(), VolumeAttachments.of(seen, state).stream())
                    .toList())
            .withStopCode(cause.map(StopCause::code).orElse(null))
            .withStoppedReason(cause.map(StopCause::reason).orElse(null))
            .withObservedGeneration(seen.task().getMetadata().getGeneration());
    return versioned(
        seen, TaskConditions.of(Timeline.of(Placed.on(status, seen), seen, state), seen));
  }

  /** When to look again for a container that is neither healthy nor unhealthy yet. */
  static Optional<Duration> healthUndecidedFor(Observation seen, EcsTaskStatus status) {
    List<ObservedContainer> containers = seen.containers();
    return IntStream.range(0, containers.size())
        .mapToObj(
            i ->
                ContainerHealth.undecidedFor(
                    containers.get(i), status.containers().get(i).healthStatus(), seen.now()))
        .flatMap(Optional::stream)
        .min(Duration::compareTo);
  }

  /** What never changes. */
  private static EcsTaskStatus identity(Observation seen) {
    EcsTaskSpec spec = seen.task().getSpec();
    String cluster = Placed.clusterName(seen);
    return seen.before()
        .withTaskArn(seen.account().taskArn(cluster, seen.taskId()))
        .withClusterArn(seen.account().clusterArn(cluster))
        .withTaskDefinition(seen.family() + ":" + seen.revision())
        .withTaskDefinitionArn(
            seen.isOfDaemon()
                ? seen.account().daemonTaskDefinitionArn(seen.family(), seen.revision())
                : seen.account().taskDefinitionArn(seen.family(), seen.revision()))
        .withGroup(Absent.or(spec.group(), "family:" + seen.family()))
        .withPodName(
            seen.pod() == null ? seen.before().podName() : seen.pod().getMetadata().getName());
  }

  private static TaskOfContainer shared(Observation seen, Optional<Attachment> attachment) {
    return new TaskOfContainer(
        seen.account(),
        Placed.clusterName(seen),
        seen.taskId(),
        Absent.or(seen.definition().networkMode(), NetworkMode.BRIDGE),
        attachment.map(Attachment::id).orElse(null),
        seen.pod());
  }

  private static List<HealthStatus> health(Observation seen, List<ObservedContainer> containers) {
    return IntStream.range(0, containers.size())
        .mapToObj(
            i ->
                ContainerHealth.of(
                    containers.get(i),
                    before(seen, i).map(Container::healthStatus).orElse(null),
                    seen.now()))
        .toList();
  }

  private static Optional<Container> before(Observation seen, int container) {
    List<Container> before = Absent.asEmpty(seen.before().containers());
    return container < before.size() ? Optional.of(before.get(container)) : Optional.empty();
  }

  /** Of a container that could not start, the kubelet forgets why while the Pod is deleted. */
  private static Container keepingReason(Container view, Optional<Container> before) {
    String known = before.map(Container::reason).orElse(null);
    boolean forgotten =
        view.reason() == null && view.exitCode() == null && !view.lastStatus().equals("RUNNING");
    return forgotten && known != null ? view.toBuilder().reason(known).build() : view;
  }

  /** Of a Pod that is gone, what the last look saw still stands. */
  private static List<Container> lastKnown(Observation seen, List<Container> views) {
    List<Container> before = Absent.asEmpty(seen.before().containers());
    return before.size() != views.size()
        ? views
        : before.stream()
            .map(container -> container.toBuilder().lastStatus("STOPPED").build())
            .toList();
  }

  /** A version is a change that is worth an event, not a repetition. */
  private static EcsTaskStatus versioned(Observation seen, EcsTaskStatus status) {
    Long before = seen.before().version();
    EcsTaskStatus unversioned = status.withVersion(before);
    return unversioned.equals(seen.before())
        ? unversioned
        : status.withVersion(before == null ? 1 : before + 1);
  }
}
