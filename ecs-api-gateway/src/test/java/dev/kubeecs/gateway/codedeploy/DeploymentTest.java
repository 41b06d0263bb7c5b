package dev.kubeecs.gateway.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.codedeploy.DeploymentStatus;
import dev.kubeecs.api.codedeploy.ErrorCode;
import dev.kubeecs.resources.codedeploy.CodeDeployDeploymentBuilder;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a deployment stands, by what the operator tells of the deployment of the service. */
class DeploymentTest {

  private static final String PAUSE =
      "trafficShift: {stage: POST_TEST_TRAFFIC_SHIFT, step: 0, hooks: [{hookId: h, targetType: PAUSE, status: %s}]";

  @Test
  void fromCreatedToSucceeded() {
    assertThat(asked("").status()).isEqualTo(DeploymentStatus.CREATED);
    assertThat(begun("", "status: PENDING").status()).isEqualTo(DeploymentStatus.CREATED);
    assertThat(begun("", "status: IN_PROGRESS").status()).isEqualTo(DeploymentStatus.INPROGRESS);
    Deployment done = begun("", "status: SUCCESSFUL, finishedAt: 2026-01-01T00:00:00Z");
    assertThat(done.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    assertThat(done.isUnderWay()).isFalse();
    assertThat(done.error()).isNull();
    assertThat(done.completeTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void readyUntilItIsContinued() {
    String waits = "status: IN_PROGRESS, " + PAUSE.formatted("AWAITING_ACTION") + "}";
    assertThat(begun("", waits).status()).isEqualTo(DeploymentStatus.READY);
    assertThat(begun("hookActions: [{hookId: h, action: CONTINUE}]", waits).status())
        .isEqualTo(DeploymentStatus.INPROGRESS);
  }

  @Test
  void theWaitForTheEndOfOldTasksIsOverOnceItIsTold() {
    String bakes = "status: IN_PROGRESS, trafficShift: {stage: BAKE_TIME}";
    assertThat(begun("", bakes).awaitsTermination()).isTrue();
    assertThat(
            begun("hookActions: [{hookId: TERMINATION_WAIT, action: CONTINUE}]", bakes)
                .awaitsTermination())
        .isFalse();
  }

  @Test
  void stoppedBySomebodyOrByAWaitInVain() {
    Deployment stopping = begun("stopType: ROLLBACK", "status: IN_PROGRESS");
    assertThat(stopping.status()).isEqualTo(DeploymentStatus.STOPPED);
    assertThat(stopping.isUnderWay()).isTrue();
    assertThat(stopping.error().code()).isEqualTo(ErrorCode.MANUAL_STOP);
    assertThat(
            begun(
                    "",
                    "status: ROLLBACK_SUCCESSFUL, "
                        + PAUSE.formatted("TIMED_OUT")
                        + ", failure: timed out}")
                .status())
        .isEqualTo(DeploymentStatus.STOPPED);
  }

  @Test
  void failedByAHookOrByTasks() {
    Deployment hook =
        begun(
            "", "status: ROLLBACK_IN_PROGRESS, trafficShift: {stage: SCALE_UP, failure: the hook}");
    assertThat(hook.status()).isEqualTo(DeploymentStatus.FAILED);
    assertThat(hook.error().code()).isEqualTo(ErrorCode.HOOK_EXECUTION_FAILURE);
    assertThat(hook.error().message()).isEqualTo("the hook");
    assertThat(hook.isUnderWay()).isTrue();
    Deployment tasks =
        begun(
            "",
            "status: STOPPED, statusReason: why, deploymentCircuitBreaker: {status: TRIGGERED},"
                + " finishedAt: 2026-01-01T00:00:00Z");
    assertThat(tasks.status()).isEqualTo(DeploymentStatus.FAILED);
    assertThat(tasks.error().code()).isEqualTo(ErrorCode.HEALTH_CONSTRAINTS);
    assertThat(tasks.error().message()).isEqualTo("why");
  }

  @Test
  void failedIfTheOperatorCannotFollowTheService() {
    Deployment refused =
        asked(
            "observedGeneration: 2, conditions: [{type: Ready, status: 'False', message: no rule}]");
    assertThat(refused.status()).isEqualTo(DeploymentStatus.FAILED);
    assertThat(refused.isUnderWay()).isFalse();
    assertThat(refused.error().message()).isEqualTo("no rule");
    assertThat(
            asked("observedGeneration: 1, conditions: [{type: Ready, status: 'False'}]").status())
        .as("of an earlier spec")
        .isEqualTo(DeploymentStatus.CREATED);
  }

  private static Deployment asked(String status) {
    return new Deployment(
        CodeDeployDeploymentBuilder.builder().deploymentId("d-1").build(),
        service(status),
        Optional.empty());
  }

  private static Deployment begun(String spec, String status) {
    return new Deployment(
        CodeDeployDeploymentBuilder.builder().deploymentId("d-1").build(),
        service(""),
        Optional.of(
            Serialization.unmarshal(
                "spec: {%s}\nstatus: {%s}".formatted(spec, status), EcsServiceDeployment.class)));
  }

  private static EcsService service(String status) {
    return Serialization.unmarshal(
        "metadata: {generation: 2}\nspec: {}\nstatus: {%s}".formatted(status), EcsService.class);
  }
}
