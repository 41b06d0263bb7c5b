package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerRestartPolicy;
import dev.kubeecs.operator.task.container.ContainerState.Ended;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.operator.task.pod.HeldImage;
import dev.kubeecs.operator.task.pod.Restarts;
import dev.kubeecs.resources.Absent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Containers with a restart policy. The kubelet starts them again; ECS does so only if the exit
 * code is not ignored and the container ran for {@code restartAttemptPeriod}. Source: API
 * reference, ContainerRestartPolicy.
 */
final class RestartPolicies {

  private static final int ATTEMPT_PERIOD_SECONDS = 300;

  private RestartPolicies() {}

  /** The containers, those running that have ended and are to be started again. */
  static List<ObservedContainer> judged(Observation seen, List<ObservedContainer> containers) {
    return containers.stream().noneMatch(RestartPolicies::isOn)
        ? containers
        : containers.stream().map(container -> judged(seen, container)).toList();
  }

  private static ObservedContainer judged(Observation seen, ObservedContainer container) {
    if (!isOn(container) || !(container.state() instanceof Ended ended)) {
      return container;
    }
    Optional<Ended> before = endedBefore(seen, container);
    if (before.isPresent()) {
      return container.withState(before.get());
    }
    return isRestarted(container.definition().restartPolicy(), ended)
            && (container.isUp() || startsAgain(seen, container))
        ? container.withState(new Running(startedAt(container, ended)))
        : container;
  }

  private static boolean startsAgain(Observation seen, ObservedContainer container) {
    return !PodFacts.isEnding(seen.pod()) && !HeldImage.isOne(container.image());
  }

  /**
   * Those that stay down for ECS while the kubelet starts them again, or will: an exit code that is
   * ignored is one for the kubelet, too.
   */
  static List<ObservedContainer> toKeepDown(Observation seen) {
    return seen.containers().stream()
        .filter(RestartPolicies::isOn)
        .filter(container -> !HeldImage.isOne(container.image()))
        .filter(
            container ->
                container.state() instanceof Ended ended
                    && !(container.isDown()
                        && isIgnored(container.definition().restartPolicy(), ended)))
        .toList();
  }

  private static boolean isOn(ObservedContainer container) {
    return Restarts.isOn(container.definition());
  }

  private static boolean isRestarted(ContainerRestartPolicy policy, Ended ended) {
    Duration period =
        Duration.ofSeconds(Absent.or(policy.restartAttemptPeriod(), ATTEMPT_PERIOD_SECONDS));
    return !isIgnored(policy, ended)
        && ended.startedAt().isPresent()
        && ended.finishedAt().isPresent()
        && Duration.between(ended.startedAt().get(), ended.finishedAt().get()).compareTo(period)
            >= 0;
  }

  private static boolean isIgnored(ContainerRestartPolicy policy, Ended ended) {
    return ended.exitCode().filter(Absent.asEmpty(policy.ignoredExitCodes())::contains).isPresent();
  }

  /** Who has ended for good does not run again, whatever the kubelet did until it was told. */
  private static Optional<Ended> endedBefore(Observation seen, ObservedContainer container) {
    return Absent.asEmpty(seen.before().containers()).stream()
        .filter(before -> before.name().equals(container.definition().name()))
        .filter(before -> Objects.equals(before.lastStatus(), "STOPPED"))
        .filter(before -> before.exitCode() != null)
        .findFirst()
        .map(RestartPolicies::asEnded);
  }

  private static Ended asEnded(Container before) {
    return new Ended(
        Optional.of(before.exitCode()),
        Optional.ofNullable(before.reason()),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static Instant startedAt(ObservedContainer container, Ended lastRun) {
    return container.isUp()
        ? Instant.parse(container.status().getState().getRunning().getStartedAt())
        : lastRun.startedAt().orElseThrow();
  }
}
