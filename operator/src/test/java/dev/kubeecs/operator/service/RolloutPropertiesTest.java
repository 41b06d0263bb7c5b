package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DeploymentAlarms;
import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.operator.alarm.AlarmStates;
import dev.kubeecs.operator.service.deployment.DeploymentLimits;
import dev.kubeecs.operator.service.deployment.EndedTask.Cause;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * A service with a circuit breaker, alarms, and everything that may happen to it in any order:
 * tasks that fail, alarms, updates to revisions that work and to such that do not, aborts, scaling.
 * The limits hold at every step, whether Kubernetes follows each write at once or all of them
 * later, and it comes to rest.
 */
class RolloutPropertiesTest {

  /** What may happen between two passes of the operator. */
  enum Happening {
    NOTHING,
    START,
    FAIL_ONE,
    LOSE_ONE,
    UPDATE_THAT_WORKS,
    UPDATE_THAT_NEVER_STARTS,
    UPDATE_THAT_NEVER_GETS_HEALTHY,
    UPDATE_THAT_HARDLY_GETS_HEALTHY,
    ABORT,
    SCALE,
    ALARM,
    NO_ALARM
  }

  private static final int MOST = 8;

  @Provide
  Arbitrary<List<Happening>> lives() {
    return Arbitraries.of(Happening.class).list().ofMinSize(3).ofMaxSize(40);
  }

  @Property(tries = 200)
  void theLimitsHoldAndItComesToRest(
      @ForAll @IntRange(min = 1, max = MOST) int desired,
      @ForAll @IntRange(min = 0, max = 100) int minimum,
      @ForAll boolean rollback,
      @ForAll long seed,
      @ForAll("lives") List<Happening> life) {
    Simulation simulation = new Simulation(desired, minimum, 200, rollback, new Random(seed));
    for (Happening happening : life) {
      simulation.happen(happening);
      simulation.pass();
    }
    simulation.goOnAfterAnAbort();
    simulation.comeToRest();
    simulation.checkTheEnd();
  }

  /** No pass but those for an event, or at the time that the last one asked for. */
  @Property(tries = 200)
  void nothingWaitsForWhatNobodyTells(
      @ForAll @IntRange(min = 1, max = MOST) int desired,
      @ForAll @IntRange(min = 0, max = 100) int minimum,
      @ForAll @IntRange(min = 100, max = 200) int maximum,
      @ForAll long seed,
      @ForAll("lives") List<Happening> life) {
    // Such a service is refused.
    Assume.that(minimum < 100 || maximum > 100);
    Simulation simulation = new Simulation(desired, minimum, maximum, true, new Random(seed));
    for (Happening happening : life) {
      simulation.happen(happening);
      simulation.pass();
    }
    for (int update = 0; update < 2; update++) {
      simulation.happen(Happening.UPDATE_THAT_WORKS);
      simulation.followEventsOnly();
    }
    // It is complete once the last task runs, though that is too young to count yet.
    simulation.world.waitUntil(simulation.world.now.plus(World.SETTINGS.healthyAfter()));
    // Where the limits leave no room ECS stays where it is, and says so.
    Assume.that(!simulation.limits().leaveNoRoom());
    simulation.checkTheEnd();
  }

  /** A world whose task definitions work or do not, by their number. */
  private static final class Simulation {

    private final World world;
    private final Random random;
    private final List<Happening> definitions = new ArrayList<>();

    Simulation(int desired, int minimum, int maximum, boolean rollback, Random random) {
      this.random = random;
      this.world =
          new World(
              spec ->
                  spec.desiredCount(desired)
                      .deploymentConfiguration(
                          DeploymentConfiguration.builder()
                              .minimumHealthyPercent(minimum)
                              .maximumPercent(maximum)
                              .alarms(
                                  DeploymentAlarms.builder()
                                      .alarmNames(List.of("Errors"))
                                      .enable(true)
                                      .rollback(rollback)
                                      .build())
                              .deploymentCircuitBreaker(
                                  DeploymentCircuitBreaker.builder()
                                      .enable(true)
                                      .rollback(rollback)
                                      .build())
                              .build()));
      definitions.add(Happening.UPDATE_THAT_WORKS);
      world.pass();
    }

    void happen(Happening happening) {
      switch (happening) {
        case NOTHING -> {}
        case START -> world.revisions.values().forEach(this::progress);
        case FAIL_ONE -> any().ifPresent(task -> world.end(task.id(), Cause.ITSELF));
        case LOSE_ONE -> any().ifPresent(task -> world.end(task.id(), Cause.ASKED));
        case UPDATE_THAT_WORKS,
            UPDATE_THAT_NEVER_STARTS,
            UPDATE_THAT_NEVER_GETS_HEALTHY,
            UPDATE_THAT_HARDLY_GETS_HEALTHY -> {
          definitions.add(happening);
          world.register(definitions.size());
        }
        case ALARM -> world.alarms = new AlarmStates.Known(Set.of("Errors"));
        case NO_ALARM -> world.alarms = new AlarmStates.Known(Set.of());
        case ABORT -> world.stopNewest(StopServiceDeploymentStopType.ABORT);
        case SCALE -> {
          int desired = 1 + random.nextInt(MOST);
          world.change(spec -> spec.desiredCount(desired));
        }
      }
      world.waitUntil(world.now.plusSeconds(1 + random.nextInt(60)));
    }

    /** One pass of the operator, at which the limits hold. */
    ServicePlan pass() {
      Optional<String> watched = watchedInAlarm();
      ServicePlan plan = world.plan();
      long healthy = healthy();
      int occupied = occupied();
      boolean atOnce = random.nextBoolean();
      for (Action action : plan.actions()) {
        world.apply(action);
        if (atOnce) {
          world.follow();
        }
      }
      DeploymentLimits limits = limits();
      assertThat(occupied())
          .as("tasks there may be, %s", limits)
          .isLessThanOrEqualTo(Math.max(occupied, limits.upper()));
      world.tell(plan);
      world.follow();
      assertThat(healthy())
          .as("healthy tasks, %s", limits)
          .isGreaterThanOrEqualTo(Math.min(healthy, limits.lower()));
      watched.ifPresent(
          name ->
              assertThat(world.rollouts.get(name).getStatus().alarms().status())
                  .as("an alarm that is watched fails the deployment")
                  .isEqualTo(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED));
      return plan;
    }

    /** The newest revision, if its deployment goes on and watches an alarm that is in ALARM. */
    private Optional<String> watchedInAlarm() {
      boolean asked =
          WantedRevision.missing(world.resolved()).isPresent()
              || world.alarms.inAlarm().orElseThrow().isEmpty();
      return asked || world.revisions.isEmpty()
          ? Optional.empty()
          : Optional.of(world.newest())
              .filter(name -> world.rollouts.get(name).getSpec().stopType() == null)
              .filter(name -> world.rollouts.get(name).getStatus() != null)
              .filter(
                  name ->
                      world.rollouts.get(name).getStatus().finishedAt() == null
                          && RolloutMonitors.failure(world.resolved().revisions().getLast())
                              .isEmpty()
                          && world.rollouts.get(name).getStatus().alarms().status()
                              == ServiceDeploymentRollbackMonitorsStatus.MONITORING);
    }

    DeploymentLimits limits() {
      return DeploymentLimits.of(
          world.service.getSpec().desiredCount(), world.resolved().percent());
    }

    /** Tasks of an aborted deployment may fail for ever. */
    void goOnAfterAnAbort() {
      EcsServiceDeployment rollout = world.rollouts.get(world.newest());
      if (rollout.getSpec().stopType() != null) {
        happen(Happening.UPDATE_THAT_WORKS);
        pass();
      }
    }

    void comeToRest() {
      int quiet = 0;
      for (int round = 0; quiet < 3; round++) {
        assertThat(round).as("rounds; %s", world.tasks).isLessThan(300);
        var status = world.service.getStatus();
        int writes = world.writes.size();
        pass();
        boolean changed = false;
        for (EcsServiceRevision revision : world.revisions.values()) {
          changed |= progress(revision);
        }
        quiet =
            writes == world.writes.size() && status.equals(world.service.getStatus()) && !changed
                ? quiet + 1
                : 0;
        world.now = world.now.plusSeconds(1000);
      }
    }

    void followEventsOnly() {
      for (int round = 0; ; round++) {
        assertThat(round).as("rounds; %s", world.tasks).isLessThan(1000);
        var status = world.service.getStatus();
        String tasks = world.tasks.toString();
        ServicePlan plan = pass();
        boolean event =
            !plan.actions().isEmpty()
                || !world.service.getStatus().equals(status)
                || !world.tasks.toString().equals(tasks)
                || oneStarts();
        if (!event && plan.lookAgainAt().isEmpty()) {
          return;
        }
        world.waitUntil(event ? world.now.plusSeconds(1) : plan.lookAgainAt().orElseThrow());
      }
    }

    /** A task that is on its way does what those of its revision do; whether there is one. */
    private boolean oneStarts() {
      List<ServiceTask> pending = all().filter(task -> !task.running()).toList();
      if (pending.isEmpty()) {
        return false;
      }
      ServiceTask task = pending.get(random.nextInt(pending.size()));
      EcsServiceRevision revision =
          world.revisions.values().stream()
              .filter(
                  r ->
                      world.tasks.getOrDefault(r.getMetadata().getName(), List.of()).contains(task))
              .findFirst()
              .orElseThrow();
      if (kind(revision) == Happening.UPDATE_THAT_NEVER_STARTS) {
        world.end(task.id(), Cause.ITSELF);
      } else {
        world.startYoung(task.id());
        if (kind(revision) == Happening.UPDATE_THAT_NEVER_GETS_HEALTHY) {
          fail(task);
        }
      }
      return true;
    }

    void checkTheEnd() {
      EcsServiceRevision newest = world.revisions.get(world.newest());
      int desired = world.service.getSpec().desiredCount();
      ServiceDeploymentStatus end = world.rollouts.get(world.newest()).getStatus().status();
      if (kind(newest) == Happening.UPDATE_THAT_WORKS
          || kind(newest) == Happening.UPDATE_THAT_HARDLY_GETS_HEALTHY) {
        // Unless its tasks were lost too often on the way: then that is told.
        assertThat(end)
            .isIn(
                ServiceDeploymentStatus.SUCCESSFUL,
                ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                ServiceDeploymentStatus.ROLLBACK_FAILED,
                ServiceDeploymentStatus.STOPPED);
      } else {
        assertThat(end)
            .isIn(
                ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL,
                ServiceDeploymentStatus.ROLLBACK_FAILED,
                ServiceDeploymentStatus.STOPPED);
        assertThat(world.events()).anyMatch(event -> event.contains("deployment failed: "));
      }
      if (end == ServiceDeploymentStatus.SUCCESSFUL
          || end == ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL) {
        assertThat(healthy()).isEqualTo(desired);
        assertThat(world.workloads).hasSize(1);
      }
    }

    /** The tasks of a revision do what they always do; whether they did anything. */
    private boolean progress(EcsServiceRevision revision) {
      String name = revision.getMetadata().getName();
      List<ServiceTask> tasks = world.tasks.getOrDefault(name, List.of());
      List<ServiceTask> waiting = tasks.stream().filter(task -> !task.healthy()).toList();
      if (waiting.isEmpty()) {
        return false;
      }
      switch (kind(revision)) {
        case UPDATE_THAT_NEVER_STARTS -> world.end(waiting.getFirst().id(), Cause.ITSELF);
        case UPDATE_THAT_NEVER_GETS_HEALTHY -> {
          world.start(name);
          List.copyOf(world.tasks.get(name)).forEach(this::fail);
        }
        case UPDATE_THAT_HARDLY_GETS_HEALTHY -> {
          world.start(name);
          waiting.stream().filter(task -> random.nextBoolean()).forEach(this::fail);
        }
        default -> world.start(name);
      }
      return true;
    }

    /** By the checks of a container or of a target group. */
    private void fail(ServiceTask task) {
      world.makeUnhealthy(task.id(), random.nextBoolean());
    }

    private Happening kind(EcsServiceRevision revision) {
      String definition = revision.getSpec().taskDefinition();
      int number = Integer.parseInt(definition.substring(definition.indexOf(':') + 1));
      return definitions.get(number - 1);
    }

    private Optional<ServiceTask> any() {
      List<ServiceTask> all = all().toList();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private long healthy() {
      return all().filter(ServiceTask::healthy).count();
    }

    private Stream<ServiceTask> all() {
      return world.tasks.values().stream().flatMap(List::stream);
    }

    private int occupied() {
      return Stream.concat(world.workloads.keySet().stream(), world.tasks.keySet().stream())
          .distinct()
          .mapToInt(
              name ->
                  Math.max(
                      world.tasks.getOrDefault(name, List.of()).size(),
                      world.workloads.containsKey(name)
                          ? world.workloads.get(name).replicas().orElse(0)
                          : 0))
          .sum();
    }
  }
}
