package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever happens, in whatever order. */
class RollingUpdatePropertiesTest {

  /** What may happen to a service between two looks of the operator. */
  enum Happening {
    LOOK,
    LOOK_AGAIN,
    FOLLOW_ONE,
    FOLLOW_ALL,
    PROGRESS_ONE,
    PROGRESS_ALL,
    FAIL,
    DEGRADE,
    UPDATE,
    SCALE
  }

  @Provide
  Arbitrary<SimulatedService> services() {
    Arbitrary<Integer> desired = Arbitraries.integers().between(0, 12);
    Arbitrary<Integer> minimum = Arbitraries.integers().between(0, 100);
    Arbitrary<Integer> maximum = Arbitraries.integers().between(100, 300);
    return Combinators.combine(desired, minimum, maximum, Arbitraries.longs())
        .as(SimulatedService::new);
  }

  @Provide
  Arbitrary<List<Happening>> lives() {
    return Arbitraries.of(Happening.class).list().ofMinSize(5).ofMaxSize(80);
  }

  @Property(tries = 3000)
  void noStepTakesHealthyTasksBelowTheLowerLimit(
      @ForAll("services") SimulatedService service, @ForAll("lives") List<Happening> life) {
    for (Happening happening : life) {
      RollingUpdate.Step step = service.decide();
      if (!service.others().isEmpty()) {
        SimulatedService worst = service.copy();
        worst.follow();
        int before = Math.min(worst.healthy(), service.limits().lower());
        worst = service.copy();
        worst.apply(step);
        worst.follow();
        assertThat(worst.healthy()).as("%s then %s", service, step).isGreaterThanOrEqualTo(before);
      }
      happen(service, happening);
    }
  }

  @Property(tries = 3000)
  void noStepStartsATaskAboveTheUpperLimit(
      @ForAll("services") SimulatedService service, @ForAll("lives") List<Happening> life) {
    for (Happening happening : life) {
      int before = service.occupied();
      RollingUpdate.Step step = service.decide();
      SimulatedService after = service.copy();
      after.apply(step);
      if (!service.others().isEmpty()) {
        assertThat(after.occupied())
            .as("%s then %s", service, step)
            .isLessThanOrEqualTo(Math.max(before, service.limits().upper()));
      }
      assertThat(after.target().replicas())
          .isLessThanOrEqualTo(Math.max(service.target().replicas(), service.desired));
      service
          .others()
          .forEach(
              other ->
                  assertThat(step.replicas().get(other.deploymentId()))
                      .isBetween(0, other.replicas()));
      happen(service, happening);
    }
  }

  @Property(tries = 3000)
  void onceTasksStartEveryRolloutEnds(
      @ForAll("services") SimulatedService service, @ForAll("lives") List<Happening> life) {
    life.forEach(happening -> happen(service, happening));
    int steps = 0;
    while (!service.settled() && ++steps < 200) {
      service.apply(service.decide());
      service.follow();
      service.progress();
    }
    RollingUpdate.Step last = service.decide();
    assertThat(service.settled() || (last.blocked() && service.limits().leaveNoRoom()))
        .as("%s after %d steps, next %s", service, steps, last)
        .isTrue();
  }

  @Property(tries = 2000)
  void aRevisionThatNeverGetsHealthyLeavesTheLowerLimitToTheOthers(
      @ForAll("services") SimulatedService service) {
    Assume.that(!service.limits().leaveNoRoom());
    run(service, 40);
    service.update();
    int bad = service.replicas.lastKey();
    for (int i = 0; i < 40; i++) {
      service.apply(service.decide());
      service.follow();
      service.failOne();
      service.follow();
      service.progress();
      service
          .tasks
          .get(bad)
          .replaceAll(
              t ->
                  new ServiceTask(
                      t.id(),
                      t.podName(),
                      t.createdAt(),
                      t.runningSince(),
                      ServiceTask.Stage.PENDING,
                      false));
    }
    run(service, 0);
    int kept = service.others().stream().mapToInt(RevisionCounts::replicas).sum();
    assertThat(kept).as("%s", service).isGreaterThanOrEqualTo(service.limits().lower());
  }

  @Property(tries = 500)
  void aStepIsTheSameForTheSameState(
      @ForAll("services") SimulatedService service, @ForAll("lives") List<Happening> life) {
    life.forEach(happening -> happen(service, happening));
    assertThat(service.decide()).isEqualTo(service.copy().decide());
  }

  private static void run(SimulatedService service, int steps) {
    for (int i = 0; i < steps; i++) {
      service.apply(service.decide());
      service.follow();
      service.progress();
    }
  }

  private static void happen(SimulatedService service, Happening happening) {
    switch (happening) {
      case LOOK, LOOK_AGAIN -> service.apply(service.decide());
      case FOLLOW_ONE -> {
        List<Integer> numbers = List.copyOf(service.replicas.keySet());
        service.follow(numbers.get(service.random.nextInt(numbers.size())));
      }
      case FOLLOW_ALL -> service.follow();
      case PROGRESS_ONE -> service.progressOne();
      case PROGRESS_ALL -> service.progress();
      case FAIL -> service.failOne();
      case DEGRADE -> service.degradeOne();
      case UPDATE -> service.update();
      case SCALE -> service.desired = service.random.nextInt(13);
    }
  }
}
