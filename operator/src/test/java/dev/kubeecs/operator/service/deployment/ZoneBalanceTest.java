package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A service whose tasks lie anywhere, and a scheduler that starts more where it likes. */
class ZoneBalanceTest {

  private final Map<String, String> zoneOf = new HashMap<>();
  private final List<ServiceTask> tasks = new ArrayList<>();
  private Set<String> zones = Set.of("a", "b", "c");
  private int upper;
  private int desired;
  private int replicas;
  private int started;
  private int stopped;
  private int born;

  @Property
  void tasksMoveUntilTheZonesAreEvenAndNoFurther(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 2) Integer> places,
      @ForAll @IntRange(min = 1, max = 12) int room) {
    begin(places, room);
    int needed = tooMany();
    for (int step = 0; step < 60; step++) {
      step(false, true);
    }
    assertThat(counts().getLast() - counts().getFirst()).isLessThanOrEqualTo(1);
    assertThat(tasks).hasSize(desired);
    assertThat(stopped).isEqualTo(started).isEqualTo(needed);
    assertThat(next(false)).isEqualTo(ZoneBalance.NONE);
  }

  @Property
  void whereNothingCanStartInAnEmptyZoneTheServiceStaysWhole(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 2) Integer> places,
      @ForAll @IntRange(min = 0, max = 12) int room,
      @ForAll @Size(40) List<Boolean> recently) {
    begin(places, room);
    for (boolean recent : recently) {
      boolean resting = replicas == desired;
      step(recent, false);
      assertThat(tasks).hasSizeBetween(desired, desired + room);
      assertThat(resting && recent && replicas > desired).as("begins too soon").isFalse();
    }
  }

  @Example
  void atTheUpperLimitNothingMoves() {
    begin(List.of(0, 0, 0), 0);
    assertThat(next(false)).isEqualTo(ZoneBalance.NONE);
  }

  @Example
  void nothingIsBegunWhileATaskIsNotHealthyOrHasJustStarted() {
    begin(List.of(0, 0, 0), 3);
    assertThat(next(false).surplus()).isEqualTo(2);
    assertThat(next(true)).isEqualTo(ZoneBalance.NONE);
    tasks.set(0, tasks.getFirst().at(Stage.UNHEALTHY, Optional.empty()));
    assertThat(next(false)).isEqualTo(ZoneBalance.NONE);
  }

  @Example
  void aTaskThatDoesNotGetHealthyIsGivenUpAfterAWhile() {
    begin(List.of(0, 0), 1);
    step(false, true);
    tasks.set(2, tasks.get(2).at(Stage.PENDING, Optional.empty()));
    assertThat(next(true)).isEqualTo(new ZoneBalance(1, List.of()));
    assertThat(next(false)).isEqualTo(ZoneBalance.NONE);
  }

  @Example
  void protectedTasksStayWhereTheyAre() {
    begin(List.of(0, 0, 0), 3);
    tasks.replaceAll(ZoneBalanceTest::withProtection);
    assertThat(next(false)).isEqualTo(ZoneBalance.NONE);
  }

  @Example
  void fewerTasksThatAreWantedLeaveTheFullestZone() {
    begin(List.of(0, 1, 1, 2), 4);
    desired = 3;
    assertThat(next(true)).isEqualTo(new ZoneBalance(0, List.of("t1")));
  }

  private void begin(List<Integer> places, int room) {
    tasks.clear();
    zoneOf.clear();
    stopped = 0;
    places.forEach(place -> start(List.of("a", "b", "c").get(place)));
    started = 0;
    desired = places.size();
    replicas = desired;
    upper = desired + room;
  }

  private ZoneBalance next(boolean recently) {
    return ZoneBalance.next(
        zoneOf, zones, tasks, new DeploymentLimits(desired, upper), replicas, desired, recently);
  }

  private void step(boolean recently, boolean inTheEmptiest) {
    ZoneBalance next = next(recently);
    replicas = desired + next.surplus();
    while (tasks.size() < replicas) {
      Comparator<String> byCount = Comparator.comparing(this::count);
      start(
          inTheEmptiest
              ? new TreeSet<>(zones).stream().min(byCount).orElseThrow()
              : new TreeSet<>(zones).stream().max(byCount).orElseThrow());
    }
    List<String> first = new ArrayList<>(next.first());
    while (tasks.size() > replicas) {
      String gone = first.isEmpty() ? tasks.getLast().id() : first.removeFirst();
      tasks.removeIf(task -> task.id().equals(gone));
      zoneOf.remove(gone);
      stopped++;
    }
  }

  private void start(String zone) {
    String id = "t" + born++;
    started++;
    zoneOf.put(id, zone);
    tasks.add(
        new ServiceTask(
            id,
            id,
            Instant.EPOCH.plusSeconds(born),
            Optional.of(Instant.EPOCH),
            Stage.HEALTHY,
            true));
  }

  private long count(String zone) {
    return zoneOf.values().stream().filter(zone::equals).count();
  }

  private List<Long> counts() {
    return zones.stream().map(this::count).sorted().toList();
  }

  /** Tasks beyond their zone's fair share, which is one more for as many zones as is needed. */
  private int tooMany() {
    List<Long> most = counts().reversed();
    int moves = 0;
    for (int i = 0; i < most.size(); i++) {
      long share = desired / zones.size() + (i < desired % zones.size() ? 1 : 0);
      moves += (int) Math.max(0, most.get(i) - share);
    }
    return moves;
  }

  private static ServiceTask withProtection(ServiceTask task) {
    return new ServiceTask(
        task.id(),
        task.podName(),
        task.createdAt(),
        task.runningSince(),
        task.stage(),
        true,
        Optional.of(Instant.EPOCH.plusSeconds(3600)),
        true);
  }
}
