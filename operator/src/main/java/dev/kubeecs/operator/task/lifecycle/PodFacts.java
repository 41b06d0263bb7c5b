package dev.kubeecs.operator.task.lifecycle;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a Pod says about itself as a whole. */
final class PodFacts {

  private static final Set<String> TERMINAL_PHASES = Set.of("Succeeded", "Failed");

  private PodFacts() {}

  static boolean isScheduled(Pod pod) {
    return pod.getSpec().getNodeName() != null;
  }

  static boolean isDeleting(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** When the deletion was asked for, to the second; the timestamp is when it shall be through. */
  static Optional<Instant> deletedAt(Pod pod) {
    Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
    return Optional.ofNullable(pod.getMetadata().getDeletionTimestamp())
        .map(Instant::parse)
        .map(end -> end.minusSeconds(grace == null ? 0 : grace));
  }

  /** Whether no container of it runs or ever will again. */
  static boolean isOver(Observation seen) {
    Pod pod = seen.pod();
    return pod == null
        || TERMINAL_PHASES.contains(pod.getStatus().getPhase())
        || (isDeleting(pod) && (!isScheduled(pod) || seen.node() == null));
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
