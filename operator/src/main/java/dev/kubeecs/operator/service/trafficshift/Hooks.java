package dev.kubeecs.operator.service.trafficshift;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTimeoutConfiguration;
import dev.kubeecs.resources.service.HookRun;
import dev.kubeecs.resources.service.HookRunBuilder;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The hooks of a stage: all begin together, and all must end well. Source: the ECS developer guide,
 * "Lifecycle hooks for Amazon ECS service deployments".
 */
final class Hooks {

  private static final int DEFAULT_TIMEOUT_MINUTES = 1440;

  private final ShiftFacts facts;

  Hooks(ShiftFacts facts) {
    this.facts = facts;
  }

  /**
   * What comes next for the hooks of the stage.
   *
   * @param after what comes once they have all ended well
   */
  TrafficShift run(TrafficShift shift, Function<TrafficShift, TrafficShift> after) {
    List<DeploymentLifecycleHook> due = isRepeated(shift) ? List.of() : due(shift.stage());
    if (due.isEmpty()) {
      return after.apply(shift);
    }
    if (asEmpty(shift.hooks()).isEmpty()) {
      return shift.withHooks(begun(shift, due));
    }
    List<HookRun> runs = shift.hooks().stream().map(this::next).toList();
    TrafficShift next = shift.withHooks(runs);
    return failure(next)
        .map(next::withFailure)
        .orElseGet(() -> runs.stream().allMatch(Hooks::isDone) ? after.apply(next) : next);
  }

  /** Those to call now. */
  List<HookCall> calls(TrafficShift shift) {
    return asEmpty(shift.hooks()).stream()
        .filter(run -> run.status() == DeploymentLifecycleHookStatus.IN_PROGRESS)
        .filter(run -> !run.callAt().isAfter(facts.now()))
        .filter(run -> !facts.answers().containsKey(HookCall.key(run)))
        .map(run -> new HookCall(run, shift))
        .toList();
  }

  private boolean isRepeated(TrafficShift shift) {
    return facts.hooksOnce()
        && shift.stage() == TrafficShiftStage.PRE_PRODUCTION_TRAFFIC_SHIFT
        && shift.step() > 0;
  }

  private List<DeploymentLifecycleHook> due(TrafficShiftStage stage) {
    return stage
        .ofHooks()
        .map(
            name ->
                facts.hooks().stream()
                    .filter(hook -> asEmpty(hook.lifecycleStages()).contains(name))
                    .toList())
        .orElse(List.of());
  }

  private List<HookRun> begun(TrafficShift shift, List<DeploymentLifecycleHook> due) {
    List<HookRun> runs = new ArrayList<>();
    for (DeploymentLifecycleHook hook : due) {
      boolean pause = hook.targetType() == DeploymentLifecycleHookTargetType.PAUSE;
      DeploymentLifecycleHookTimeoutConfiguration timeout =
          or(
              hook.timeoutConfiguration(),
              DeploymentLifecycleHookTimeoutConfiguration.builder().build());
      Duration patience =
          facts.minute().multipliedBy(or(timeout.timeoutInMinutes(), DEFAULT_TIMEOUT_MINUTES));
      runs.add(
          HookRunBuilder.builder()
              .hookId((pause ? "ecs-pause-" : "") + id(shift, runs.size()))
              .targetType(
                  pause
                      ? DeploymentLifecycleHookTargetType.PAUSE
                      : DeploymentLifecycleHookTargetType.AWS_LAMBDA)
              .targetArn(pause ? null : hook.hookTargetArn())
              .status(
                  pause
                      ? DeploymentLifecycleHookStatus.AWAITING_ACTION
                      : DeploymentLifecycleHookStatus.IN_PROGRESS)
              .expiresAt(facts.now().plus(patience))
              .timeoutAction(or(timeout.action(), DeploymentLifecycleHookAction.ROLLBACK))
              .callBacks(0)
              .callAt(facts.now())
              .hookDetails(hook.hookDetails())
              .build());
    }
    return runs;
  }

  /** The same for the same, so that an operator that was stopped goes on with it. */
  private String id(TrafficShift shift, int number) {
    String source =
        String.join(
            "/",
            facts.deploymentId(),
            shift.stage().name(),
            String.valueOf(shift.step()),
            String.valueOf(number));
    return UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private HookRun next(HookRun run) {
    boolean expired = !run.expiresAt().isAfter(facts.now());
    return switch (run.status()) {
      case SUCCEEDED, FAILED, TIMED_OUT -> run;
      case AWAITING_ACTION -> {
        DeploymentLifecycleHookAction told = facts.actions().get(run.hookId());
        if (told == null) {
          yield expired ? run.withStatus(DeploymentLifecycleHookStatus.TIMED_OUT) : run;
        }
        yield run.withStatus(
            switch (told) {
              case CONTINUE -> DeploymentLifecycleHookStatus.SUCCEEDED;
              case ROLLBACK -> DeploymentLifecycleHookStatus.FAILED;
            });
      }
      case IN_PROGRESS -> {
        HookAnswer answer = facts.answers().get(HookCall.key(run));
        if (answer == null) {
          yield expired ? run.withStatus(DeploymentLifecycleHookStatus.TIMED_OUT) : run;
        }
        yield switch (answer.status()) {
          case SUCCEEDED -> run.withStatus(DeploymentLifecycleHookStatus.SUCCEEDED);
          case FAILED -> run.withStatus(DeploymentLifecycleHookStatus.FAILED);
          case IN_PROGRESS -> calledBack(run, answer);
        };
      }
    };
  }

  private HookRun calledBack(HookRun run, HookAnswer answer) {
    return run.with(
        r ->
            r.callBacks(run.callBacks() + 1)
                .callAt(facts.now().plus(answer.callBackDelay()))
                .hookDetails(answer.hookDetails().orElse(run.hookDetails())));
  }

  private static boolean isDone(HookRun run) {
    return run.status() == DeploymentLifecycleHookStatus.SUCCEEDED
        || run.status() == DeploymentLifecycleHookStatus.TIMED_OUT;
  }

  private Optional<String> failure(TrafficShift shift) {
    return shift.hooks().stream().flatMap(run -> failure(shift, run).stream()).findFirst();
  }

  private Optional<String> failure(TrafficShift shift, HookRun run) {
    String at = " at the lifecycle stage " + shift.stage().name();
    String name =
        run.targetType() == DeploymentLifecycleHookTargetType.PAUSE
            ? "The pause hook " + run.hookId()
            : "The lifecycle hook " + run.targetArn();
    return switch (run.status()) {
      case FAILED ->
          Optional.ofNullable(facts.answers().get(HookCall.key(run)))
              .map(answer -> name + " failed" + at + ": " + answer.reason() + ".")
              .or(() -> Optional.of(name + " was told to roll back" + at + "."));
      case TIMED_OUT ->
          run.timeoutAction() == DeploymentLifecycleHookAction.ROLLBACK
              ? Optional.of(name + " timed out" + at + ".")
              : Optional.empty();
      case SUCCEEDED, AWAITING_ACTION, IN_PROGRESS -> Optional.empty();
    };
  }
}
