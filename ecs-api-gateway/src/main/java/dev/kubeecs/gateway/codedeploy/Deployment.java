package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.codedeploy.DeploymentStatus;
import dev.kubeecs.api.codedeploy.ErrorCode;
import dev.kubeecs.api.codedeploy.ErrorInformation;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.gateway.ecs.servicedeployment.ServiceDeploymentFacts;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.HookRun;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.time.Instant;
import java.util.Optional;

/**
 * A deployment of CodeDeploy: what was asked for, and the deployment of the service that it is.
 *
 * @param service that is deployed
 * @param rollout the deployment of the service; empty until the operator has begun it
 */
record Deployment(
    CodeDeployDeployment asked, EcsService service, Optional<EcsServiceDeployment> rollout) {

  /** Where it stands. What is being undone has failed, or was stopped, already. */
  DeploymentStatus status() {
    if (rollout.isEmpty()) {
      return refusal().isPresent() ? DeploymentStatus.FAILED : DeploymentStatus.CREATED;
    }
    return switch (ServiceDeploymentFacts.status(rollout.get())) {
      case PENDING -> DeploymentStatus.CREATED;
      case IN_PROGRESS -> isReady() ? DeploymentStatus.READY : DeploymentStatus.INPROGRESS;
      case SUCCESSFUL -> DeploymentStatus.SUCCEEDED;
      case STOP_REQUESTED,
          STOPPED,
          ROLLBACK_REQUESTED,
          ROLLBACK_IN_PROGRESS,
          ROLLBACK_SUCCESSFUL,
          ROLLBACK_FAILED ->
          hasFailed() ? DeploymentStatus.FAILED : DeploymentStatus.STOPPED;
    };
  }

  /** Whether the service is still being deployed, or brought back. */
  boolean isUnderWay() {
    return rollout.isEmpty() ? refusal().isEmpty() : told().finishedAt() == null;
  }

  /** Whether ContinueDeployment is awaited before traffic goes over. */
  boolean isReady() {
    return waitingHook().isPresent();
  }

  /** The hook that waits for ContinueDeployment. */
  Optional<HookRun> waitingHook() {
    return shift().stream()
        .flatMap(shift -> asEmpty(shift.hooks()).stream())
        .filter(run -> run.status() == DeploymentLifecycleHookStatus.AWAITING_ACTION)
        .filter(run -> !isTold(run.hookId()))
        .findFirst();
  }

  /** Whether only the end of the old tasks is awaited. */
  boolean awaitsTermination() {
    return isUnderWay()
        && shift().filter(shift -> shift.stage() == TrafficShiftStage.BAKE_TIME).isPresent()
        && !isTold(CodeDeploy.TERMINATION_WAIT);
  }

  private boolean isTold(String hookId) {
    return rollout.stream()
        .flatMap(found -> asEmpty(found.getSpec().hookActions()).stream())
        .anyMatch(action -> action.hookId().equals(hookId));
  }

  /** How far traffic is shifted. */
  Optional<TrafficShift> shift() {
    return Optional.ofNullable(told().trafficShift());
  }

  /** What the operator has told of it; empty members before it has. */
  EcsServiceDeploymentStatus told() {
    return rollout
        .map(ServiceDeploymentFacts::told)
        .orElseGet(() -> ServiceDeploymentFacts.told(new EcsServiceDeployment()));
  }

  /** When it ended, or was given up; null while it goes on. */
  Instant completeTime() {
    return switch (status()) {
      case SUCCEEDED -> told().finishedAt();
      case FAILED, STOPPED ->
          Optional.ofNullable(told().stoppedAt())
              .or(() -> Optional.ofNullable(told().finishedAt()))
              .orElse(told().updatedAt());
      case CREATED, QUEUED, INPROGRESS, BAKING, READY -> null;
    };
  }

  /** What was wrong; null if nothing was. */
  ErrorInformation error() {
    return switch (status()) {
      case FAILED -> new ErrorInformation(failureCode(), reason());
      case STOPPED -> new ErrorInformation(ErrorCode.MANUAL_STOP, reason());
      case CREATED, QUEUED, INPROGRESS, BAKING, READY, SUCCEEDED -> null;
    };
  }

  private ErrorCode failureCode() {
    if (rollout.isEmpty()) {
      return ErrorCode.ECS_UPDATE_ERROR;
    }
    return hookFailure().isPresent()
        ? ErrorCode.HOOK_EXECUTION_FAILURE
        : ErrorCode.HEALTH_CONSTRAINTS;
  }

  private String reason() {
    return hookFailure()
        .or(() -> Optional.ofNullable(told().statusReason()))
        .or(this::refusal)
        .orElse(null);
  }

  /** By a hook or by tasks; not by somebody, nor by a wait that nobody ended. */
  private boolean hasFailed() {
    boolean stopped = rollout.filter(r -> r.getSpec().stopType() != null).isPresent();
    boolean waitedInVain =
        shift().stream()
            .flatMap(shift -> asEmpty(shift.hooks()).stream())
            .anyMatch(
                run ->
                    run.targetArn() == null
                        && run.status() == DeploymentLifecycleHookStatus.TIMED_OUT);
    return !stopped && !waitedInVain && (hookFailure().isPresent() || breakerTripped());
  }

  private Optional<String> hookFailure() {
    return shift().map(TrafficShift::failure);
  }

  private boolean breakerTripped() {
    return told().status() != null
        && told().status() != ServiceDeploymentStatus.SUCCESSFUL
        && told().deploymentCircuitBreaker() != null
        && told().deploymentCircuitBreaker().status()
            == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
  }

  /** Why the operator cannot follow the spec of the service. */
  private Optional<String> refusal() {
    if (service.getStatus() == null
        || !service
            .getMetadata()
            .getGeneration()
            .equals(service.getStatus().observedGeneration())) {
      return Optional.empty();
    }
    return asEmpty(service.getStatus().conditions()).stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .filter(condition -> condition.getStatus().equals("False"))
        .map(condition -> condition.getMessage())
        .findFirst();
  }
}
