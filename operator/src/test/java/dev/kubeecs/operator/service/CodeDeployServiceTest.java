package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.codedeploy.CodeDeployDeploymentBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deployments that CodeDeploy has asked for. */
class CodeDeployServiceTest {

  private static final CodeDeployDeployment ASKED =
      CodeDeployDeploymentBuilder.builder().deploymentId("d-1").build();

  private final ShiftingService service = new ShiftingService();
  private final World world = service.world;

  @Test
  void theDeploymentThatIsBegunSaysWhoAskedForIt() {
    String first = service.begin(ShiftingService.strategy(DeploymentStrategy.BLUE_GREEN));
    world.change(spec -> spec.codeDeploy(ASKED));
    String second = service.update(2);
    service.advance();
    String third = service.update(3);
    assertThat(world.rollouts.get(first).getSpec().codeDeploy()).isNull();
    assertThat(world.rollouts.get(second).getSpec().codeDeploy()).isEqualTo(ASKED);
    assertThat(world.rollouts.get(third).getSpec().codeDeploy())
        .as("what somebody else asks for later is another")
        .isNull();
  }

  @Test
  void whatFailsStaysAsItIsUnlessItIsToBeUndone() {
    String second = failed(false);
    assertThat(service.status(second).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 0, "green", 100));
    assertThat(world.workloads).as("old and new tasks").hasSize(2);
  }

  @Test
  void whatFailsIsUndoneIfCodeDeploySaysSo() {
    String second = failed(true);
    assertThat(service.status(second).status())
        .isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(service.weights("production")).isEqualTo(Map.of("blue", 100, "green", 0));
    assertThat(world.workloads).hasSize(1);
  }

  /** A deployment whose hook fails once all traffic has gone over. */
  private String failed(boolean rollback) {
    service.begin(ShiftingService.strategy(DeploymentStrategy.BLUE_GREEN));
    service.configure(
        DeploymentConfiguration.builder()
            .strategy(DeploymentStrategy.BLUE_GREEN)
            .deploymentCircuitBreaker(
                DeploymentCircuitBreaker.builder().enable(true).rollback(rollback).build())
            .lifecycleHooks(
                List.of(
                    DeploymentLifecycleHook.builder()
                        .hookTargetArn("http://hook.example/")
                        .lifecycleStages(
                            List.of(DeploymentLifecycleHookStage.POST_PRODUCTION_TRAFFIC_SHIFT))
                        .build()))
            .build());
    world.change(spec -> spec.codeDeploy(ASKED));
    String second = service.update(2);
    service.advance();
    world.hookAnswers.put(
        world.calls.getLast().key(), HookAnswer.parse("{\"hookStatus\": \"FAILED\"}"));
    world.settle();
    return second;
  }
}
