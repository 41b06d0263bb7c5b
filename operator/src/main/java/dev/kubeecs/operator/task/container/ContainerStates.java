package dev.kubeecs.operator.task.container;

import dev.kubeecs.operator.task.container.ContainerState.Ended;
import dev.kubeecs.operator.task.container.ContainerState.Failing;
import dev.kubeecs.operator.task.container.ContainerState.Pending;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.operator.task.pod.HeldImage;
import dev.kubeecs.resources.Absent;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the kubelet's report of a container, and says it in ECS's words. */
final class ContainerStates {

  /** The registry has answered, and trying again brings the same answer. */
  private static final List<String> FINAL_PULL_ERRORS =
      List.of("not found", "unauthorized", "denied", "forbidden", "no match for platform");

  private ContainerStates() {}

  /** The status is null as long as the kubelet has not seen the Pod. */
  static ContainerState of(ContainerStatus status) {
    if (status == null || status.getState() == null) {
      return new Pending();
    }
    var state = status.getState();
    if (state.getTerminated() != null) {
      return ended(state.getTerminated());
    }
    // Who has been restarted has ended: the cluster cannot keep it down, or RestartPolicies knows.
    if (status.getLastState() != null && status.getLastState().getTerminated() != null) {
      return ended(status.getLastState().getTerminated());
    }
    if (state.getRunning() != null) {
      return new Running(Instant.parse(state.getRunning().getStartedAt()));
    }
    return state.getWaiting() == null || isHeld(state.getWaiting())
        ? new Pending()
        : waiting(state.getWaiting());
  }

  /** The kubelet says so for a moment still when the container has got its real image. */
  private static boolean isHeld(ContainerStateWaiting waiting) {
    return HeldImage.isIn(Absent.or(waiting.getMessage(), ""));
  }

  private static ContainerState waiting(ContainerStateWaiting waiting) {
    String message = Absent.or(waiting.getMessage(), "");
    return switch (Absent.or(waiting.getReason(), "")) {
      case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageInspectError" ->
          new Failing(
              "CannotPullContainerError: " + pullError(message),
              FINAL_PULL_ERRORS.stream().noneMatch(message.toLowerCase(Locale.ROOT)::contains));
      case "InvalidImageName", "ErrImageNeverPull" ->
          new Failing("CannotPullContainerError: " + message, false);
      case "CreateContainerConfigError", "CreateContainerError" ->
          new Failing("CannotCreateContainerError: " + message, false);
      case "RunContainerError", "PostStartHookError" ->
          new Failing("CannotStartContainerError: " + message, false);
      default -> new Pending();
    };
  }

  /** {@code Back-off pulling image "x": ErrImagePull: …} says nothing more in front. */
  private static String pullError(String message) {
    int cause = message.indexOf("ErrImagePull: ");
    return cause < 0 ? message : message.substring(cause + "ErrImagePull: ".length());
  }

  private static Ended ended(ContainerStateTerminated terminated) {
    String reason = Absent.or(terminated.getReason(), "");
    String message = Absent.or(terminated.getMessage(), "");
    Optional<Instant> startedAt = time(terminated.getStartedAt());
    Optional<Instant> finishedAt = time(terminated.getFinishedAt());
    return switch (reason) {
      case "OOMKilled" ->
          new Ended(
              Optional.of(terminated.getExitCode()),
              Optional.of("OutOfMemoryError: Container killed due to memory usage"),
              startedAt,
              finishedAt,
              false);
      case "StartError", "ContainerCannotRun" ->
          new Ended(
              Optional.empty(),
              Optional.of("CannotStartContainerError: " + message),
              Optional.empty(),
              finishedAt,
              true);
      // The kubelet makes up an exit code for a container that it cannot find any more.
      case "ContainerStatusUnknown" ->
          new Ended(Optional.empty(), Optional.empty(), startedAt, finishedAt, false);
      default ->
          new Ended(
              Optional.of(terminated.getExitCode()),
              Optional.empty(),
              startedAt,
              finishedAt,
              false);
    };
  }

  /** The kubelet reports the year 1970 for what never was. */
  private static Optional<Instant> time(String text) {
    return Stream.ofNullable(text)
        .map(Instant::parse)
        .filter(time -> time.isAfter(Instant.EPOCH))
        .findFirst();
  }
}
