package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.operator.service.deployment.DeploymentLimits;
import dev.kubeecs.operator.service.deployment.RevisionCounts;
import dev.kubeecs.operator.service.deployment.RollingUpdate;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.trafficshift.ShiftFacts;
import dev.kubeecs.operator.service.trafficshift.ShiftFactsBuilder;
import dev.kubeecs.operator.service.trafficshift.ShiftReplicas;
import dev.kubeecs.operator.service.trafficshift.TrafficShifts;
import dev.kubeecs.operator.service.trafficshift.TrafficSteps;
import dev.kubeecs.resources.service.DeploymentStrategies;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentSpec;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.HookAction;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a deployment that shifts traffic needs next. Replicas are decided on what was written down
 * of it, traffic and hooks on what comes next, which is written down before they are acted on.
 *
 * @param mode who decides on replicas
 * @param before how far the deployment has come, as written down; empty if it shifts no traffic
 * @param after how far it comes now
 * @param carried whether load balancers divide traffic as was written down
 * @param source the revision that traffic comes from
 * @param actions what to do once that is written down
 * @param lookAgainAt when time alone will have changed something
 */
record TrafficShifting(
    Mode mode,
    Optional<TrafficShift> before,
    Optional<TrafficShift> after,
    boolean carried,
    Optional<ResolvedRevision> source,
    List<Action> actions,
    Optional<Instant> lookAgainAt) {

  /** Who decides on replicas. */
  enum Mode {
    /** The rolling update does. */
    NONE,
    /** All revisions keep what they have; of one that failed only what runs. */
    HELD,
    /** What a shift left in the other target groups goes, all else is kept. */
    UNITED,
    /** The stage does. */
    SHIFTING
  }

  private static final TrafficShifting NONE = of(Mode.NONE);
  private static final TrafficShifting HELD = of(Mode.HELD);

  static TrafficShifting of(
      ResolvedService service, ServiceSettings settings, Course course, int desired) {
    ResolvedRevision newest = course.newest();
    Optional<DeploymentConfiguration> configuration =
        newest
            .rollout()
            .map(EcsServiceDeployment::getSpec)
            .map(EcsServiceDeploymentSpec::deploymentConfiguration);
    if (newest.rollout().isEmpty()) {
      return DeploymentStrategies.shiftsTraffic(service.spec().deploymentConfiguration())
          ? HELD
          : united(service, course);
    }
    boolean over = DeploymentView.isSuccessful(newest) || DeploymentView.isRolledBack(newest);
    if (over) {
      return NONE;
    }
    if (!DeploymentStrategies.shiftsTraffic(configuration.orElse(null))) {
      return united(service, course);
    }
    TrafficSplit split = new TrafficSplit(service, newest, course.source());
    TrafficShift before = state(newest).orElse(TrafficShifts.begin(course.source().isPresent()));
    return switch (course.direction()) {
      case HALTED, STALLED -> HELD;
      case FORWARD -> {
        ShiftFacts facts = facts(service, settings, course, desired, configuration.get(), split);
        yield forward(before, facts, course, split);
      }
      case BACK ->
          back(before, course, new TrafficSplit(service, newest, Optional.of(course.target())));
    };
  }

  /** What is written down of a deployment. */
  static Optional<TrafficShift> state(ResolvedRevision revision) {
    return revision.rolloutStatus().map(EcsServiceDeploymentStatus::trafficShift);
  }

  /** Whether replicas may be all that is left to do. */
  boolean allowsCompletion() {
    return switch (mode) {
      case NONE -> true;
      case HELD, UNITED -> false;
      case SHIFTING ->
          before.filter(shift -> shift.stage() == TrafficShiftStage.CLEAN_UP).isPresent();
    };
  }

  /** Whether a revision without tasks may have to have some again: traffic comes from it. */
  boolean mayNeed(ResolvedRevision revision) {
    return mode == Mode.SHIFTING
        && !allowsCompletion()
        && source.filter(found -> found.deploymentId().equals(revision.deploymentId())).isPresent();
  }

  /**
   * How many tasks each revision shall keep; empty where the rolling update decides.
   *
   * @param wanted how many tasks the target may have now
   * @param desired how many tasks the service wants
   * @param limits for that many
   */
  Optional<RollingUpdate.Step> replicas(
      Course course, int wanted, int desired, DeploymentLimits limits) {
    RevisionCounts target = course.target().counts();
    List<RevisionCounts> others = course.others().stream().map(ResolvedRevision::counts).toList();
    return switch (mode) {
      case NONE -> Optional.empty();
      case HELD -> {
        Map<String, Integer> kept = new LinkedHashMap<>();
        others.forEach(other -> kept.put(other.deploymentId(), other.replicas()));
        kept.put(
            target.deploymentId(),
            course.direction() == Course.Direction.STALLED
                ? target.safely(Math.min(target.replicas(), target.sound()))
                : target.replicas());
        yield Optional.of(new RollingUpdate.Step(kept, false));
      }
      case UNITED -> {
        Map<String, Integer> kept = new LinkedHashMap<>();
        course
            .others()
            .forEach(
                other ->
                    kept.put(
                        other.deploymentId(),
                        isApart(other, course) ? other.counts().safely(0) : other.replicas()));
        kept.put(target.deploymentId(), target.replicas());
        yield Optional.of(new RollingUpdate.Step(kept, false));
      }
      case SHIFTING -> {
        TrafficShiftStage stage = before.orElseThrow().stage();
        Map<String, Integer> next =
            ShiftReplicas.next(
                stage,
                carried,
                wanted,
                target,
                source.map(ResolvedRevision::deploymentId).orElse(""),
                others);
        if (stage == TrafficShiftStage.RECONCILE_SERVICE) {
          next.putAll(takenBack(course, desired, limits));
        }
        yield Optional.of(new RollingUpdate.Step(next, false));
      }
    };
  }

  /**
   * A rolling update that was under way where traffic comes from is taken back: what serves has all
   * its tasks again before those beside it go.
   */
  private Map<String, Integer> takenBack(Course course, int desired, DeploymentLimits limits) {
    return source
        .map(
            serving -> {
              List<RevisionCounts> beside =
                  course.others().stream()
                      .filter(other -> other.isAlternate() == serving.isAlternate())
                      .map(ResolvedRevision::counts)
                      .filter(other -> !other.deploymentId().equals(serving.deploymentId()))
                      .filter(other -> !other.drained())
                      .toList();
              return beside.isEmpty()
                  ? Map.<String, Integer>of()
                  : RollingUpdate.next(desired, limits, serving.counts(), beside).replicas();
            })
        .orElse(Map.of());
  }

  /**
   * A rolling update that finds tasks of an unfinished shift begins when all traffic is back where
   * its own tasks will be, and those are gone.
   */
  private static TrafficShifting united(ResolvedService service, Course course) {
    List<TrafficSplit> splits =
        course.others().stream()
            .filter(other -> isApart(other, course))
            .map(other -> new TrafficSplit(service, other, Optional.of(course.newest())))
            .toList();
    if (splits.isEmpty()) {
      return NONE;
    }
    boolean carried = splits.stream().allMatch(split -> split.carry(0, 0));
    TrafficShift back = TrafficShifts.begin(true);
    return new TrafficShifting(
        carried ? Mode.UNITED : Mode.HELD,
        Optional.empty(),
        Optional.empty(),
        carried,
        Optional.empty(),
        splits.stream().flatMap(split -> split.forward(back).stream()).toList(),
        Optional.empty());
  }

  /** Whether a revision has tasks in the target groups that the target is not in. */
  private static boolean isApart(ResolvedRevision other, Course course) {
    return other.isAlternate() != course.target().isAlternate() && !other.counts().drained();
  }

  private static TrafficShifting forward(
      TrafficShift before, ShiftFacts facts, Course course, TrafficSplit split) {
    TrafficShift after = TrafficShifts.next(before, facts);
    List<Action> actions = new ArrayList<>(split.forward(after));
    TrafficShifts.calls(after, facts)
        .forEach(call -> actions.add(new Action.CallHook(split.request(call))));
    return new TrafficShifting(
        Mode.SHIFTING,
        Optional.of(before),
        Optional.of(after),
        split.carry(before.productionWeight(), before.testWeight()),
        course.source(),
        actions,
        TrafficShifts.lookAgainAt(after, facts));
  }

  /**
   * Tasks that have no traffic any more go before anything else: they must not count as healthy
   * where the target has to take the place of others, which serve.
   */
  private static TrafficShifting back(TrafficShift before, Course course, TrafficSplit split) {
    TrafficShift after = TrafficShifts.back(before);
    boolean carried = split.carry(after.productionWeight(), after.testWeight());
    boolean apart = course.others().stream().anyMatch(other -> isApart(other, course));
    Mode united = apart ? Mode.UNITED : Mode.NONE;
    return new TrafficShifting(
        carried ? united : Mode.HELD,
        Optional.of(before),
        Optional.of(after),
        carried,
        split.source(),
        split.forward(after),
        Optional.empty());
  }

  private static ShiftFacts facts(
      ResolvedService service,
      ServiceSettings settings,
      Course course,
      int desired,
      DeploymentConfiguration configuration,
      TrafficSplit split) {
    ResolvedRevision newest = course.newest();
    EcsServiceDeploymentSpec rollout = newest.rollout().orElseThrow().getSpec();
    String source = course.source().map(ResolvedRevision::deploymentId).orElse("");
    Stream<ResolvedRevision> strangers =
        course.others().stream().filter(other -> !other.deploymentId().equals(source));
    return ShiftFactsBuilder.builder()
        .deploymentId(newest.deploymentId())
        .steps(TrafficSteps.of(configuration, settings.minute(), settings.bakeTime(configuration)))
        .hooks(asEmpty(configuration.lifecycleHooks()))
        .hooksOnce(rollout.codeDeploy() != null)
        .sources(asEmpty(rollout.sourceServiceRevisions()).size())
        .reconciled(strangers.allMatch(other -> other.counts().drained()))
        .scaledUp(scaledUp(newest, desired))
        .traffic(split::carry)
        .answers(service.hookAnswers())
        .actions(
            asEmpty(rollout.hookActions()).stream()
                .collect(
                    Collectors.toMap(HookAction::hookId, HookAction::action, (one, other) -> one)))
        .minute(settings.minute())
        .now(service.now())
        .build();
  }

  private static boolean scaledUp(ResolvedRevision target, int desired) {
    return target.workload().isPresent()
        && target.replicas() == desired
        && target.tasks().size() == desired
        && target.tasks().stream().allMatch(ServiceTask::steady);
  }

  private static TrafficShifting of(Mode mode) {
    return new TrafficShifting(
        mode,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
