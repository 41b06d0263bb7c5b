package dev.kubeecs.operator.service.trafficshift;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.service.HookRun;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftBuilder;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a deployment goes from stage to stage. It never goes back to one: whoever wants to go back
 * gives all traffic to the source again. Weights are what is wanted; a stage that has changed them
 * waits until load balancers carry them.
 */
public final class TrafficShifts {

  private final ShiftFacts facts;
  private final Hooks hooks;

  private TrafficShifts(ShiftFacts facts) {
    this.facts = facts;
    this.hooks = new Hooks(facts);
  }

  /**
   * Where a deployment begins.
   *
   * @param hasSource whether a revision serves that traffic can come from; else all of it is the
   *     target's from the start
   */
  public static TrafficShift begin(boolean hasSource) {
    double weight = hasSource ? 0 : TrafficSteps.ALL;
    return TrafficShiftBuilder.builder()
        .stage(TrafficShiftStage.RECONCILE_SERVICE)
        .step(0)
        .productionWeight(weight)
        .testWeight(weight)
        .build();
  }

  /** Goes on as far as it can at once. */
  public static TrafficShift next(TrafficShift shift, ShiftFacts facts) {
    TrafficShifts shifts = new TrafficShifts(facts);
    TrafficShift before = shift;
    TrafficShift after = shifts.step(shift);
    while (!after.equals(before)) {
      before = after;
      after = shifts.step(before);
    }
    return after;
  }

  /** All traffic back to the source, at once. */
  public static TrafficShift back(TrafficShift shift) {
    return shift.with(s -> s.productionWeight(0.0).testWeight(0.0));
  }

  /** The hooks to call now. */
  public static List<HookCall> calls(TrafficShift shift, ShiftFacts facts) {
    return shift.failure() == null ? new Hooks(facts).calls(shift) : List.of();
  }

  /** When time alone will have changed something. */
  public static Optional<Instant> lookAgainAt(TrafficShift shift, ShiftFacts facts) {
    Stream<Instant> waited =
        Optional.ofNullable(shift.waitingSince())
            .map(since -> since.plus(wait(shift, facts)))
            .stream();
    Stream<Instant> ofHooks =
        asEmpty(shift.hooks()).stream()
            .filter(
                run ->
                    run.status() == DeploymentLifecycleHookStatus.IN_PROGRESS
                        || run.status() == DeploymentLifecycleHookStatus.AWAITING_ACTION)
            .flatMap(run -> times(run));
    return Stream.concat(waited, ofHooks)
        .filter(time -> time.isAfter(facts.now()))
        .min(Instant::compareTo);
  }

  private static Stream<Instant> times(HookRun run) {
    return Stream.of(run.callAt(), run.expiresAt());
  }

  private TrafficShift step(TrafficShift shift) {
    if (shift.failure() != null) {
      return shift;
    }
    return switch (shift.stage()) {
      case RECONCILE_SERVICE -> {
        if (!facts.reconciled() || !carried(shift)) {
          yield shift;
        }
        // Source: the API reference; the stage is for deployments that meet an unfinished one.
        yield facts.sources() > 1
            ? hooks.run(shift, s -> to(s, TrafficShiftStage.PRE_SCALE_UP))
            : to(shift, TrafficShiftStage.PRE_SCALE_UP);
      }
      case PRE_SCALE_UP -> hooks.run(shift, s -> to(s, TrafficShiftStage.SCALE_UP));
      case SCALE_UP -> facts.scaledUp() ? to(shift, TrafficShiftStage.POST_SCALE_UP) : shift;
      case POST_SCALE_UP ->
          hooks.run(
              shift,
              s -> to(s, TrafficShiftStage.TEST_TRAFFIC_SHIFT).withTestWeight(TrafficSteps.ALL));
      case TEST_TRAFFIC_SHIFT ->
          carried(shift)
              ? hooks.run(shift, s -> to(s, TrafficShiftStage.POST_TEST_TRAFFIC_SHIFT))
              : shift;
      case POST_TEST_TRAFFIC_SHIFT ->
          hooks.run(shift, s -> to(s, TrafficShiftStage.PRE_PRODUCTION_TRAFFIC_SHIFT));
      case PRE_PRODUCTION_TRAFFIC_SHIFT -> hooks.run(shift, this::shifted);
      case PRODUCTION_TRAFFIC_SHIFT ->
          carried(shift) ? hooks.run(shift, s -> waited(s, nextStep(s))) : shift;
      case POST_PRODUCTION_TRAFFIC_SHIFT ->
          hooks.run(shift, s -> to(s, TrafficShiftStage.BAKE_TIME));
      case BAKE_TIME -> {
        TrafficShift over = to(shift, TrafficShiftStage.CLEAN_UP);
        yield facts.actions().containsKey(CodeDeploy.TERMINATION_WAIT) ? over : waited(shift, over);
      }
      case CLEAN_UP -> shift;
    };
  }

  private TrafficShift shifted(TrafficShift shift) {
    double planned = facts.steps().weights().get(shift.step());
    return to(shift, TrafficShiftStage.PRODUCTION_TRAFFIC_SHIFT)
        .withProductionWeight(Math.max(planned, shift.productionWeight()));
  }

  private TrafficShift nextStep(TrafficShift shift) {
    return isLast(shift, facts)
        ? to(shift, TrafficShiftStage.POST_PRODUCTION_TRAFFIC_SHIFT)
        : to(shift, TrafficShiftStage.PRE_PRODUCTION_TRAFFIC_SHIFT).withStep(shift.step() + 1);
  }

  /** Without a source there are no steps: the target has all traffic from the start. */
  private static boolean isLast(TrafficShift shift, ShiftFacts facts) {
    return shift.productionWeight() >= TrafficSteps.ALL || facts.steps().isLast(shift.step());
  }

  private boolean carried(TrafficShift shift) {
    return facts.traffic().carries(shift.productionWeight(), shift.testWeight());
  }

  private TrafficShift waited(TrafficShift shift, TrafficShift after) {
    TrafficShift waiting =
        shift.waitingSince() == null ? shift.withWaitingSince(facts.now()) : shift;
    return waiting.waitingSince().plus(wait(shift, facts)).isAfter(facts.now()) ? waiting : after;
  }

  private static Duration wait(TrafficShift shift, ShiftFacts facts) {
    return switch (shift.stage()) {
      case BAKE_TIME -> facts.steps().bake();
      case PRODUCTION_TRAFFIC_SHIFT ->
          isLast(shift, facts) ? Duration.ZERO : facts.steps().stepBake();
      case RECONCILE_SERVICE,
          PRE_SCALE_UP,
          SCALE_UP,
          POST_SCALE_UP,
          TEST_TRAFFIC_SHIFT,
          POST_TEST_TRAFFIC_SHIFT,
          PRE_PRODUCTION_TRAFFIC_SHIFT,
          POST_PRODUCTION_TRAFFIC_SHIFT,
          CLEAN_UP ->
          Duration.ZERO;
    };
  }

  private static TrafficShift to(TrafficShift shift, TrafficShiftStage stage) {
    return shift.with(s -> s.stage(stage).hooks(List.of()).waitingSince(null));
  }
}
