package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DeploymentLifecycleHookDetail;
import dev.kubeecs.api.ecs.ServiceRevisionSummary;
import dev.kubeecs.operator.service.trafficshift.TrafficSteps;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.HookRun;
import dev.kubeecs.resources.service.TrafficShift;
import java.time.Instant;
import java.util.Optional;

/** What is told of the stage, the hooks and the weights of a deployment in its status. */
final class ShiftReport {

  private ShiftReport() {}

  /**
   * The status with how far the deployment comes now.
   *
   * @param source ARN of the revision that traffic comes from
   * @param hasTest whether test traffic is told apart
   */
  static EcsServiceDeploymentStatus with(
      EcsServiceDeploymentStatus status,
      TrafficShift shift,
      Optional<String> source,
      boolean hasTest,
      Instant now) {
    EcsServiceDeploymentStatus told =
        status.with(
            s ->
                s.trafficShift(shift)
                    .lifecycleStage(shift.stage().told())
                    .lifecycleHookDetails(
                        asEmpty(shift.hooks()).stream().map(ShiftReport::detail).toList())
                    .targetServiceRevision(
                        weighed(status.targetServiceRevision(), shift, 1, hasTest))
                    .sourceServiceRevisions(
                        asEmpty(status.sourceServiceRevisions()).stream()
                            .map(
                                revision ->
                                    weighed(
                                        revision,
                                        shift,
                                        source.filter(revision.arn()::equals).isPresent() ? -1 : 0,
                                        hasTest))
                            .toList()));
    return told.equals(status) ? status : told.withUpdatedAt(now);
  }

  private static ServiceRevisionSummary weighed(
      ServiceRevisionSummary revision, TrafficShift shift, int side, boolean hasTest) {
    return revision.toBuilder()
        .requestedProductionTrafficWeight(share(shift.productionWeight(), side))
        .requestedTestTrafficWeight(hasTest ? share(shift.testWeight(), side) : null)
        .build();
  }

  /** Of the target (1), of the source (-1), of others (0). */
  private static double share(double ofTarget, int side) {
    return switch (side) {
      case 1 -> ofTarget;
      case -1 -> TrafficSteps.ALL - ofTarget;
      default -> 0;
    };
  }

  private static DeploymentLifecycleHookDetail detail(HookRun run) {
    return DeploymentLifecycleHookDetail.builder()
        .hookId(run.hookId())
        .targetType(run.targetType())
        .targetArn(run.targetArn())
        .status(run.status())
        .expiresAt(run.expiresAt())
        .timeoutAction(run.timeoutAction())
        .build();
  }
}
