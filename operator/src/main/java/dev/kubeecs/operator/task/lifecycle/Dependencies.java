package dev.kubeecs.operator.task.lifecycle;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerCondition;
import dev.kubeecs.api.ecs.ContainerDependency;
import dev.kubeecs.operator.task.container.ContainerState;
import dev.kubeecs.operator.task.container.ContainerState.Ended;
import dev.kubeecs.operator.task.container.ContainerState.Failing;
import dev.kubeecs.operator.task.container.ContainerState.Pending;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.operator.task.pod.StartOrder;
import dev.kubeecs.resources.Absent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of the containers that wait may start, by their {@code dependsOn}, and which have waited in
 * vain. Source: ECS developer guide (container dependency) and the words of the ECS agent.
 */
final class Dependencies {

  /** What the agent says of a container that never starts for the sake of another. */
  private static final String IN_VAIN = "CannotStartContainerError: dependency graph: ";

  /** What the agent reports for such a container: the code of one that got SIGTERM. */
  private static final int EXIT_CODE = 143;

  private final Observation seen;
  private final Map<String, ObservedContainer> known;

  private Dependencies(Observation seen, List<ObservedContainer> containers) {
    this.seen = seen;
    this.known =
        containers.stream()
            .collect(
                toMap(
                    container -> container.definition().name(),
                    identity(),
                    (one, other) -> one,
                    LinkedHashMap::new));
  }

  /** What a look at one dependency comes to. */
  private sealed interface Verdict {
    /** It is as the container wants it. */
    record Met() implements Verdict {}

    /** It is not yet; empty if it may take any time. */
    record NotYet(Optional<Instant> until) implements Verdict {}

    /** It never will be. */
    record Never(String reason) implements Verdict {}
  }

  /** The containers as the kubelet tells, and as ended those that have waited in vain. */
  static List<ObservedContainer> judged(Observation seen, List<ObservedContainer> containers) {
    if (containers.stream().noneMatch(ObservedContainer::waits)) {
      return containers;
    }
    Dependencies dependencies = new Dependencies(seen, containers);
    dependencies.giveUp();
    return List.copyOf(dependencies.known.values());
  }

  /** Those that wait no longer, by the name of the definition. */
  static List<ObservedContainer> ready(Observation seen) {
    List<ObservedContainer> containers = seen.containers();
    Dependencies dependencies = new Dependencies(seen, containers);
    return dependencies.waiting().filter(dependencies::isReady).toList();
  }

  /** When to look again for a dependency that has a {@code startTimeout}. */
  static Optional<Duration> timeLeft(Observation seen) {
    Dependencies dependencies = new Dependencies(seen, seen.containers());
    return dependencies
        .waiting()
        .flatMap(dependencies::verdicts)
        .flatMap(
            verdict ->
                verdict instanceof Verdict.NotYet notYet ? notYet.until().stream() : Stream.empty())
        .min(Instant::compareTo)
        .map(until -> Duration.between(seen.now(), until).plusMillis(1));
  }

  /** In the order of start: who waits for one that has given up, may give up too. */
  private void giveUp() {
    StartOrder.of(seen.definition().containerDefinitions())
        .forEach(
            definition -> {
              ObservedContainer container = known.get(definition.name());
              if (container.waits()) {
                inVain(container).ifPresent(end -> known.put(definition.name(), end));
              }
            });
  }

  private Optional<ObservedContainer> inVain(ObservedContainer container) {
    return reasonBefore(container)
        .or(
            () ->
                Stream.of(container)
                    .filter(c -> c.state() instanceof Pending)
                    .flatMap(this::verdicts)
                    .flatMap(
                        verdict ->
                            verdict instanceof Verdict.Never never
                                ? Stream.of(never.reason())
                                : Stream.empty())
                    .findFirst())
        .map(reason -> container.withState(ended(reason)));
  }

  private static ContainerState ended(String reason) {
    return new Ended(
        Optional.of(EXIT_CODE), Optional.of(reason), Optional.empty(), Optional.empty(), true);
  }

  /** Who has given up once, does not start if the dependency comes after all. */
  private Optional<String> reasonBefore(ObservedContainer container) {
    return Absent.asEmpty(seen.before().containers()).stream()
        .filter(before -> before.name().equals(container.definition().name()))
        .map(Container::reason)
        .filter(reason -> reason != null && reason.startsWith(IN_VAIN))
        .findFirst();
  }

  private Stream<ObservedContainer> waiting() {
    return known.values().stream()
        .filter(container -> container.waits() && container.state() instanceof Pending);
  }

  private boolean isReady(ObservedContainer container) {
    return verdicts(container).allMatch(Verdict.Met.class::isInstance);
  }

  private Stream<Verdict> verdicts(ObservedContainer container) {
    return Absent.asEmpty(container.definition().dependsOn()).stream()
        .map(dependency -> verdict(container, dependency));
  }

  private Verdict verdict(ObservedContainer target, ContainerDependency dependency) {
    ObservedContainer other = known.get(dependency.containerName());
    String between =
        "container ordering dependency [%s] for target [%s]"
            .formatted(dependency.containerName(), target.definition().name());
    return switch (other.state()) {
      case Pending pending -> new Verdict.NotYet(Optional.empty());
      case Running running -> whileRunning(other, running, dependency.condition(), between);
      case Failing failing when Patience.isOver(seen, failing) ->
          afterEnd(Optional.empty(), dependency.condition(), between);
      case Failing failing -> new Verdict.NotYet(Optional.empty());
      case Ended ended -> afterEnd(ended.exitCode(), dependency.condition(), between);
    };
  }

  private Verdict whileRunning(
      ObservedContainer other, Running running, ContainerCondition condition, String between) {
    boolean met =
        switch (condition) {
          case START -> true;
          case HEALTHY -> Absent.or(other.status().getReady(), false);
          case COMPLETE, SUCCESS -> false;
        };
    if (met) {
      return new Verdict.Met();
    }
    Optional<Instant> until =
        Optional.ofNullable(other.definition().startTimeout())
            .filter(seconds -> seconds > 0)
            .map(running.startedAt()::plusSeconds);
    return until.filter(end -> !end.isAfter(seen.now())).isPresent()
        ? new Verdict.Never(IN_VAIN + between + " has timed out.")
        : new Verdict.NotYet(until);
  }

  /**
   * Of a dependency that has ended.
   *
   * @param exitCode empty if it never ran
   */
  private static Verdict afterEnd(
      Optional<Integer> exitCode, ContainerCondition condition, String between) {
    boolean met =
        switch (condition) {
          case START -> true;
          case COMPLETE -> exitCode.isPresent();
          case SUCCESS -> exitCode.filter(code -> code == 0).isPresent();
          case HEALTHY -> false;
        };
    if (met) {
      return new Verdict.Met();
    }
    String failed = IN_VAIN + "failed to resolve " + between;
    return new Verdict.Never(
        condition == ContainerCondition.SUCCESS
            ? failed + " as dependency did not exit successfully."
            : failed);
  }
}
