package dev.kubeecs.operator.service.deployment;

import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A service on a cluster that behaves as badly as Kubernetes may: it follows the replicas when it
 * likes, and of the Pods it may choose from, it removes the healthy ones first.
 */
final class SimulatedService {

  private final Comparator<ServiceTask> asKubernetesRemoves =
      Comparator.comparing(ServiceTask::podReady)
          .thenComparing(task -> !this.toldToGo.contains(task.id()))
          .thenComparing(Comparator.comparing(ServiceTask::stage).reversed());

  /** Replicas and tasks by the number of the revision; the highest is the target. */
  final TreeMap<Integer, Integer> replicas = new TreeMap<>();

  final TreeMap<Integer, List<ServiceTask>> tasks = new TreeMap<>();
  private final Set<String> toldToGo = new HashSet<>();
  final Random random;
  int desired;
  int minimumPercent;
  int maximumPercent;
  private int nextTask;

  SimulatedService(int desired, int minimumPercent, int maximumPercent, long seed) {
    this.desired = desired;
    this.minimumPercent = minimumPercent;
    this.maximumPercent = maximumPercent;
    this.random = new Random(seed);
    update();
  }

  /** A new revision. */
  void update() {
    int number = replicas.isEmpty() ? 1 : replicas.lastKey() + 1;
    replicas.put(number, 0);
    tasks.put(number, new ArrayList<>());
  }

  DeploymentLimits limits() {
    return new DeploymentLimits(
        Math.ceilDiv(desired * minimumPercent, 100), desired * maximumPercent / 100);
  }

  RevisionCounts target() {
    return counts(replicas.lastKey());
  }

  List<RevisionCounts> others() {
    return replicas.headMap(replicas.lastKey()).keySet().stream()
        .map(this::counts)
        .filter(c -> !c.drained())
        .toList();
  }

  private RevisionCounts counts(int number) {
    return RevisionCounts.of(
        "" + number,
        replicas.get(number),
        tasks.get(number).stream()
            .map(task -> task.withToldToGo(toldToGo.contains(task.id())))
            .toList());
  }

  RollingUpdate.Step decide() {
    return RollingUpdate.next(desired, limits(), target(), others());
  }

  void apply(RollingUpdate.Step step) {
    step.replicas().forEach((id, count) -> scale(Integer.parseInt(id), count));
  }

  private void scale(int number, int count) {
    if (count < counts(number).occupied()) {
      tasks.get(number).stream()
          .filter(ServiceTask::mustBeToldToGoFirst)
          .forEach(task -> toldToGo.add(task.id()));
    }
    replicas.put(number, count);
  }

  /** Kubernetes creates what is missing and removes what is too many, of all revisions or one. */
  void follow() {
    replicas.keySet().forEach(this::follow);
  }

  void follow(int number) {
    List<ServiceTask> present = tasks.get(number);
    present.sort(asKubernetesRemoves);
    while (present.size() > replicas.get(number)) {
      present.remove(0);
    }
    while (present.size() < replicas.get(number)) {
      present.add(task("t" + nextTask++, Stage.PENDING, false));
    }
  }

  /** Every task takes one stage, and is Ready. */
  void progress() {
    tasks.values().forEach(list -> list.replaceAll(SimulatedService::further));
  }

  /** One task chosen at random takes one stage. */
  void progressOne() {
    any(
        list -> {
          int index = random.nextInt(list.size());
          list.set(index, further(list.get(index)));
        });
  }

  /** One task chosen at random ends. */
  void failOne() {
    any(list -> list.remove(random.nextInt(list.size())));
  }

  /** One task chosen at random is no longer healthy, or its Pod no longer Ready. */
  void degradeOne() {
    any(
        list -> {
          int index = random.nextInt(list.size());
          ServiceTask task = list.get(index);
          boolean loseHealth = random.nextBoolean() && task.healthy();
          list.set(
              index,
              task(task.id(), loseHealth ? Stage.UNHEALTHY : task.stage(), random.nextBoolean()));
        });
  }

  int healthy() {
    return tasks.values().stream()
        .mapToInt(list -> (int) list.stream().filter(ServiceTask::healthy).count())
        .sum();
  }

  int occupied() {
    return replicas.keySet().stream().mapToInt(number -> counts(number).occupied()).sum();
  }

  boolean settled() {
    return others().isEmpty() && target().replicas() == desired && target().healthy() == desired;
  }

  SimulatedService copy() {
    SimulatedService copy = new SimulatedService(desired, minimumPercent, maximumPercent, 0);
    copy.replicas.clear();
    copy.tasks.clear();
    copy.replicas.putAll(replicas);
    copy.toldToGo.addAll(toldToGo);
    tasks.forEach((number, list) -> copy.tasks.put(number, new ArrayList<>(list)));
    return copy;
  }

  @Override
  public String toString() {
    return "desired %d, %d/%d %%, replicas %s, tasks %s"
        .formatted(desired, minimumPercent, maximumPercent, replicas, stages());
  }

  private Map<Integer, List<String>> stages() {
    Map<Integer, List<String>> stages = new TreeMap<>();
    tasks.forEach(
        (number, list) ->
            stages.put(
                number, list.stream().map(t -> t.stage() + (t.podReady() ? "+" : "-")).toList()));
    return stages;
  }

  private void any(java.util.function.Consumer<List<ServiceTask>> change) {
    List<List<ServiceTask>> some = tasks.values().stream().filter(l -> !l.isEmpty()).toList();
    if (!some.isEmpty()) {
      change.accept(some.get(random.nextInt(some.size())));
    }
  }

  private static ServiceTask further(ServiceTask task) {
    return switch (task.stage()) {
      case PENDING -> task(task.id(), Stage.YOUNG, true);
      case UNHEALTHY, UNCHECKED, YOUNG, HEALTHY -> task(task.id(), Stage.HEALTHY, true);
    };
  }

  private static ServiceTask task(String id, Stage stage, boolean ready) {
    return new ServiceTask(
        id, id, Instant.EPOCH, Optional.empty(), stage, ready && stage != Stage.PENDING);
  }
}
