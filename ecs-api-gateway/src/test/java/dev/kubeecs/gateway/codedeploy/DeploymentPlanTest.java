package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.api.codedeploy.DeploymentReadyAction.CONTINUE_DEPLOYMENT;
import static dev.kubeecs.api.codedeploy.DeploymentReadyAction.STOP_DEPLOYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.codedeploy.DeploymentReadyAction;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentController;
import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.codedeploy.CodeDeployDeploymentBuilder;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.validation.ServiceValidation;
import dev.kubeecs.resources.service.validation.UnsupportedOfService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a deployment of CodeDeploy makes of a service. */
class DeploymentPlanTest {

  private static final String BLUE =
      "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/blue/0123456789abcdef";

  private static final EcsServiceSpec SERVICE =
      EcsServiceSpecBuilder.builder()
          .taskDefinition("shop:1")
          .desiredCount(2)
          .launchType(LaunchType.FARGATE)
          .deploymentController(
              DeploymentController.builder().type(DeploymentControllerType.CODE_DEPLOY).build())
          .deploymentConfiguration(DeploymentConfiguration.builder().maximumPercent(150).build())
          .loadBalancers(
              List.of(
                  LoadBalancer.builder()
                      .targetGroupArn(BLUE)
                      .containerName("old")
                      .containerPort(8080)
                      .build()))
          .build();

  private static final CodeDeployDeployment ASKED =
      CodeDeployDeploymentBuilder.builder()
          .deploymentId("d-1")
          .applicationName("shop")
          .deploymentGroupName("production")
          .rollbackOnFailure(true)
          .build();

  @Test
  void allAtOnceIsBlueGreen() {
    EcsServiceSpec spec = applied(DeploymentConfigs.DEFAULT, CONTINUE_DEPLOYMENT, 0, 5, "");
    DeploymentConfiguration configuration = spec.deploymentConfiguration();
    assertThat(configuration.strategy()).isEqualTo(DeploymentStrategy.BLUE_GREEN);
    assertThat(configuration.bakeTimeInMinutes()).isEqualTo(5);
    assertThat(configuration.maximumPercent()).isEqualTo(150);
    assertThat(configuration.deploymentCircuitBreaker().rollback()).isTrue();
    assertThat(configuration.lifecycleHooks()).isEmpty();
    assertThat(spec.taskDefinition()).isEqualTo("shop:2");
    assertThat(spec.codeDeploy()).isEqualTo(ASKED);
    LoadBalancer loadBalancer = spec.loadBalancers().getFirst();
    assertThat(loadBalancer.containerName()).isEqualTo("web");
    assertThat(loadBalancer.containerPort()).isEqualTo(80);
    assertThat(loadBalancer.targetGroupArn()).isEqualTo(BLUE);
    assertThat(loadBalancer.advancedConfiguration().alternateTargetGroupArn()).isEqualTo("green-2");
    assertThat(loadBalancer.advancedConfiguration().productionListenerRule()).isEqualTo("rule-p");
    assertThat(loadBalancer.advancedConfiguration().testListenerRule()).isEqualTo("rule-t");
  }

  @Test
  void canaryAndLinearAreThoseOfEcs() {
    DeploymentConfiguration canary =
        applied("CodeDeployDefault.ECSCanary10Percent15Minutes", CONTINUE_DEPLOYMENT, 0, 0, "")
            .deploymentConfiguration();
    assertThat(canary.strategy()).isEqualTo(DeploymentStrategy.CANARY);
    assertThat(canary.canaryConfiguration().canaryPercent()).isEqualTo(10.0);
    assertThat(canary.canaryConfiguration().canaryBakeTimeInMinutes()).isEqualTo(15);
    DeploymentConfiguration linear =
        applied("CodeDeployDefault.ECSLinear10PercentEvery3Minutes", CONTINUE_DEPLOYMENT, 0, 0, "")
            .deploymentConfiguration();
    assertThat(linear.strategy()).isEqualTo(DeploymentStrategy.LINEAR);
    assertThat(linear.linearConfiguration().stepPercent()).isEqualTo(10.0);
    assertThat(linear.linearConfiguration().stepBakeTimeInMinutes()).isEqualTo(3);
  }

  @Test
  void hooksAndTheWaitForContinueDeploymentAreHooksOfEcs() {
    List<DeploymentLifecycleHook> hooks =
        applied(
                DeploymentConfigs.DEFAULT,
                STOP_DEPLOYMENT,
                30,
                0,
                "\nHooks: [{AfterInstall: 'http://check/'}]")
            .deploymentConfiguration()
            .lifecycleHooks();
    assertThat(hooks)
        .extracting(DeploymentLifecycleHook::targetType)
        .containsExactly(
            DeploymentLifecycleHookTargetType.AWS_LAMBDA, DeploymentLifecycleHookTargetType.PAUSE);
    assertThat(hooks.getFirst().hookTargetArn()).isEqualTo("http://check/");
    assertThat(hooks.getFirst().lifecycleStages())
        .containsExactly(DeploymentLifecycleHookStage.POST_SCALE_UP);
    assertThat(hooks.getLast().timeoutConfiguration().timeoutInMinutes()).isEqualTo(30);
  }

  @Test
  void whatComesOfItIsAServiceThatEcsTakes() {
    for (String config : DeploymentConfigs.all().keySet()) {
      EcsServiceSpec spec = applied(config, STOP_DEPLOYMENT, 1440, 1440, "");
      assertThat(ServiceValidation.violations(spec)).as(config).isEmpty();
      assertThat(UnsupportedOfService.fields(spec)).as(config).isEmpty();
    }
  }

  private static EcsServiceSpec applied(
      String config, DeploymentReadyAction action, int ready, int termination, String hooks) {
    AppSpec appSpec =
        AppSpecReader.read(
            """
            version: 0.0
            Resources: [{TargetService: {Type: "AWS::ECS::Service", Properties: {TaskDefinition: "shop:2",
              LoadBalancerInfo: {ContainerName: web, ContainerPort: 80}}}}]"""
                + hooks);
    return new DeploymentPlan(
            Groups.group(action, ready, termination),
            DeploymentConfigs.require(config),
            appSpec,
            new Routes("rule-p", Optional.of("rule-t")),
            Map.of("blue", "blue-1", "green", "green-2"),
            ASKED)
        .applied(SERVICE, "shop:2");
  }
}
