package dev.kubeecs.operator.service.deployment;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The next step of tasks that are spread unevenly over Availability Zones: others are started
 * first, as far as the upper limit allows, and tasks of the fullest zones stop once all are
 * healthy. Source: ECS developer guide, Availability Zone rebalancing.
 *
 * @param surplus how many tasks more than are desired the service shall have for now
 * @param first the Pods to go when the service has fewer tasks again
 */
public record ZoneBalance(int surplus, List<String> first) {

  /** Every task is where it shall be, or cannot be moved now. */
  public static final ZoneBalance NONE = new ZoneBalance(0, List.of());

  /** Between zones whose numbers of tasks differ by one nothing moves. */
  private static final int LEAST_DIFFERENCE = 2;

  public ZoneBalance {
    first = List.copyOf(first);
  }

  /**
   * The next step.
   *
   * @param zoneOf the zones of tasks on Nodes, by the tasks' ids
   * @param zones all that the tasks may run in
   * @param tasks those of the service that have not begun to stop
   * @param limits for the desired count
   * @param replicas how many tasks the service was last told to keep
   * @param desired how many it shall have when nothing moves
   * @param recently whether a task has started or stopped a short while ago: then nothing is begun,
   *     and what was begun still has time
   */
  public static ZoneBalance next(
      Map<String, String> zoneOf,
      Set<String> zones,
      Collection<ServiceTask> tasks,
      DeploymentLimits limits,
      int replicas,
      int desired,
      boolean recently) {
    List<ServiceTask> oldestFirst =
        tasks.stream()
            .sorted(comparing(ServiceTask::createdAt).thenComparing(ServiceTask::id))
            .toList();
    boolean steady = tasks.size() == replicas && tasks.stream().allMatch(ServiceTask::healthy);
    int begun = replicas - desired;
    if (begun > 0 && steady) {
      return new ZoneBalance(0, fullest(byZone(zoneOf, zones, oldestFirst), begun));
    }
    List<ServiceTask> before = oldestFirst.subList(0, Math.min(desired, oldestFirst.size()));
    int moves =
        Math.min(moves(byZone(zoneOf, zones, before)), Math.max(0, limits.upper() - desired));
    if (begun > 0) {
      return recently ? new ZoneBalance(Math.min(moves, begun), List.of()) : NONE;
    }
    return steady && begun == 0 && !recently ? new ZoneBalance(moves, List.of()) : NONE;
  }

  private static Map<String, List<ServiceTask>> byZone(
      Map<String, String> zoneOf, Set<String> zones, List<ServiceTask> tasks) {
    Map<String, List<ServiceTask>> byZone = new TreeMap<>();
    zones.forEach(zone -> byZone.put(zone, new ArrayList<>()));
    for (ServiceTask task : tasks) {
      if (zoneOf.containsKey(task.id())) {
        byZone.computeIfAbsent(zoneOf.get(task.id()), zone -> new ArrayList<>()).add(task);
      }
    }
    return byZone;
  }

  /** How many tasks have to move until no two zones differ by more than one. */
  private static int moves(Map<String, List<ServiceTask>> byZone) {
    Map<String, Integer> counts = new TreeMap<>();
    byZone.forEach((zone, tasks) -> counts.put(zone, tasks.size()));
    int moves = 0;
    while (true) {
      String emptiest = byZone.keySet().stream().min(comparing(counts::get)).orElse(null);
      Optional<String> full =
          byZone.keySet().stream()
              .filter(zone -> counts.get(zone) > protectedIn(byZone.get(zone)))
              .max(comparing(counts::get));
      if (full.isEmpty() || counts.get(full.get()) - counts.get(emptiest) < LEAST_DIFFERENCE) {
        return moves;
      }
      counts.merge(full.get(), -1, Integer::sum);
      counts.merge(emptiest, 1, Integer::sum);
      moves++;
    }
  }

  private static long protectedIn(List<ServiceTask> tasks) {
    return tasks.stream().filter(ServiceTask::isProtected).count();
  }

  /** The oldest tasks of the fullest zones, that many if so many may stop. */
  private static List<String> fullest(Map<String, List<ServiceTask>> byZone, int count) {
    List<String> pods = new ArrayList<>();
    Optional<ServiceTask> next = oldestOfFullest(byZone);
    while (pods.size() < count && next.isPresent()) {
      ServiceTask task = next.get();
      pods.add(task.podName());
      byZone.values().forEach(tasks -> tasks.remove(task));
      next = oldestOfFullest(byZone);
    }
    return pods;
  }

  private static Optional<ServiceTask> oldestOfFullest(Map<String, List<ServiceTask>> byZone) {
    return byZone.values().stream()
        .filter(tasks -> tasks.size() > protectedIn(tasks))
        .max(comparing(List::size))
        .flatMap(tasks -> tasks.stream().filter(task -> !task.isProtected()).findFirst());
  }
}
