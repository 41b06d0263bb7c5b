package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.resources.Absent;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a Pod says about itself as a whole. */
final class PodFacts {

  private static final Set<String> TERMINAL_PHASES = Set.of("Succeeded", "Failed");

  /** How much longer than the grace period a deletion may take. */
  private static final long SECONDS_OF_THE_KUBELET = 5;

  private PodFacts() {}

  static boolean isScheduled(Pod pod) {
    return pod.getSpec().getNodeName() != null;
  }

  static boolean isDeleting(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether nothing of it is started any more. */
  static boolean isEnding(Pod pod) {
    return pod == null || isDeleting(pod) || TERMINAL_PHASES.contains(pod.getStatus().getPhase());
  }

  /**
   * When the deletion was asked for at the earliest. As long as the kubelet has not finished it, it
   * is known to the second: the timestamp is when it shall be through. After that, the timestamp is
   * when it was through.
   */
  static Optional<Instant> deletedAtTheEarliest(Pod pod) {
    Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
    Long longest = pod.getSpec().getTerminationGracePeriodSeconds();
    long before =
        grace != null && grace > 0 ? grace : Absent.or(longest, 0L) + SECONDS_OF_THE_KUBELET;
    return Optional.ofNullable(pod.getMetadata().getDeletionTimestamp())
        .map(Instant::parse)
        .map(end -> end.minusSeconds(before));
  }

  /** How long it goes on before it is told to stop, so that its targets drain (ADR 37). */
  static Duration drain(Pod pod) {
    return pod == null
        ? Duration.ZERO
        : pod.getSpec().getContainers().stream()
            .map(Container::getLifecycle)
            .filter(hooks -> hooks != null && hooks.getPreStop() != null)
            .map(hooks -> hooks.getPreStop().getSleep())
            .filter(Objects::nonNull)
            .map(sleep -> Duration.ofSeconds(sleep.getSeconds()))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
  }

  /** Whether no container of it runs or ever will again. */
  static boolean isOver(Observation seen) {
    Pod pod = seen.pod();
    return pod == null
        || TERMINAL_PHASES.contains(pod.getStatus().getPhase())
        || allAreDownForGood(seen)
        || (isDeleting(pod) && (!isScheduled(pod) || seen.node() == null));
  }

  /** The phase says so too, but a second later. */
  private static boolean allAreDownForGood(Observation seen) {
    List<ObservedContainer> containers = seen.containers();
    return !containers.isEmpty()
        && containers.stream().allMatch(ObservedContainer::isDown)
        && seen.pod().getSpec().getContainers().stream()
            .allMatch(container -> staysDown(container, seen.pod()));
  }

  private static boolean staysDown(Container container, Pod pod) {
    String policy = Absent.or(container.getRestartPolicy(), pod.getSpec().getRestartPolicy());
    return "Never".equals(policy) && Absent.asEmpty(container.getRestartPolicyRules()).isEmpty();
  }

  /** Why Kubernetes itself ended the Pod, such as Evicted. */
  static Optional<String> endedByKubernetes(Pod pod) {
    String reason = pod.getStatus().getReason();
    String message = pod.getStatus().getMessage();
    return reason == null || !TERMINAL_PHASES.contains(pod.getStatus().getPhase())
        ? Optional.empty()
        : Optional.of(message == null ? reason : reason + ": " + message);
  }

  /** Why Kubernetes deletes the Pod, if nobody asked for that: a drained, lost or full Node. */
  static Optional<String> disruption(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("DisruptionTarget"))
        .filter(condition -> condition.getStatus().equals("True"))
        .map(condition -> text(condition, pod))
        .findFirst();
  }

  private static String text(PodCondition condition, Pod pod) {
    return switch (condition.getReason()) {
      case "DeletionByTaintManager", "DeletionByPodGC" ->
          "Host EC2 (instance " + pod.getSpec().getNodeName() + ") stopped/terminated.";
      default -> condition.getReason() + ": " + condition.getMessage();
    };
  }
}
