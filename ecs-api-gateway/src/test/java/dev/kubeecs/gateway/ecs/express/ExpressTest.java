package dev.kubeecs.gateway.ecs.express;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.ecs.ExpressCpuArchitecture;
import dev.kubeecs.api.ecs.ExpressGatewayContainer;
import dev.kubeecs.api.ecs.ExpressGatewayScalingTarget;
import dev.kubeecs.api.ecs.ExpressGatewayServiceNetworkConfiguration;
import dev.kubeecs.api.ecs.ExpressGatewayServiceScalingMetric;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpec;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpecBuilder;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an Express service is put together from. */
class ExpressTest {

  private static final ExpressChange NOTHING = change(null, null, null, null);
  private static final ExpressChange IMAGE =
      change(ExpressGatewayContainer.builder().image("nginx:1.27").build(), null, null, null);

  @Test
  void anImageIsEnough() {
    TaskDefinitionSpec definition = first(IMAGE);
    assertThat(TaskDefinitionValidation.violations(definition)).isEmpty();
    assertThat(Unsupported.fields(definition)).isEmpty();
    assertThat(definition.family()).isEqualTo("demo-hello");
    assertThat(definition.cpu()).isEqualTo("256");
    assertThat(definition.memory()).isEqualTo("512");
    assertThat(definition.executionRoleArn()).isEqualTo("role");
    assertThat(definition.containerDefinitions())
        .singleElement()
        .satisfies(
            main -> {
              assertThat(main.name()).isEqualTo("Main");
              assertThat(main.image()).isEqualTo("nginx:1.27");
              assertThat(main.portMappings().getFirst().containerPort()).isEqualTo(80);
              assertThat(main.logConfiguration().options())
                  .containsAllEntriesOf(
                      Map.of(
                          "awslogs-group", "/aws/ecs/demo/hello", "awslogs-stream-prefix", "ecs"));
            });
  }

  @Test
  void whatAnUpdateLeavesOutStays() {
    TaskDefinitionSpec before =
        first(
            change(
                ExpressGatewayContainer.builder()
                    .image("nginx:1.27")
                    .containerPort(8080)
                    .environment(List.of(new KeyValuePair("A", "1")))
                    .build(),
                null,
                null,
                null));
    TaskDefinitionSpec after =
        ExpressTaskDefinition.changed(
            before,
            change(
                ExpressGatewayContainer.builder().image("nginx:1.28").build(), "512", null, null),
            "us-east-1");
    assertThat(after.cpu()).isEqualTo("512");
    assertThat(after.memory()).isEqualTo("512");
    var told = ExpressTaskDefinition.view(ExpressTaskDefinition.main(after).orElseThrow());
    assertThat(told.image()).isEqualTo("nginx:1.28");
    assertThat(told.containerPort()).isEqualTo(8080);
    assertThat(told.environment()).containsExactly(new KeyValuePair("A", "1"));
    assertThat(ExpressTaskDefinition.changed(before, NOTHING, "us-east-1")).isEqualTo(before);
  }

  @Test
  void aServiceIsReachedThroughTheSharedGateway() {
    EcsServiceSpec service = service(NOTHING);
    assertThat(service.taskDefinition()).isEqualTo("demo-hello:1");
    assertThat(service.desiredCount()).isEqualTo(2);
    assertThat(service.gateways()).containsExactly("ecs-express");
    assertThat(service.express().infrastructureRoleArn()).isEqualTo("infrastructure");
    assertThat(service.gatewayConnectors())
        .singleElement()
        .satisfies(
            connector -> {
              assertThat(connector.portName()).isEqualTo("main");
              assertThat(connector.healthCheck().healthCheckPath()).isEqualTo("/ping");
            });
    assertThat(service.networkConfiguration().awsvpcConfiguration().subnets())
        .containsExactly("subnet-default");
  }

  @Test
  void healthCheckAndNetworkAreChangedByThemselves() {
    EcsServiceSpec before = service(NOTHING);
    EcsServiceSpec after =
        ExpressServices.changed(
            before,
            change(
                null,
                null,
                "/ok",
                new ExpressGatewayServiceNetworkConfiguration(List.of("sg-1"), null)),
            Optional.empty());
    assertThat(after.taskDefinition()).isEqualTo(before.taskDefinition());
    assertThat(after.gatewayConnectors().getFirst().healthCheck().healthCheckPath())
        .isEqualTo("/ok");
    assertThat(after.networkConfiguration().awsvpcConfiguration())
        .satisfies(
            vpc -> {
              assertThat(vpc.subnets()).containsExactly("subnet-default");
              assertThat(vpc.securityGroups()).containsExactly("sg-1");
            });
    assertThat(ExpressServices.changed(before, NOTHING, Optional.empty())).isEqualTo(before);
  }

  @Test
  void scalingHasDefaultsAndKeepsWhatIsNotChanged() {
    ExpressGatewayScalingTarget none = ExpressScaling.merged(null, null);
    assertThat(none)
        .isEqualTo(
            new ExpressGatewayScalingTarget(
                1, 20, ExpressGatewayServiceScalingMetric.AVERAGE_CPU, 60));
    ExpressGatewayScalingTarget changed =
        ExpressScaling.merged(none, ExpressGatewayScalingTarget.builder().maxTaskCount(5).build());
    assertThat(changed.maxTaskCount()).isEqualTo(5);
    assertThat(changed.autoScalingTargetValue()).isEqualTo(60);
    assertThatThrownBy(
            () ->
                ExpressScaling.merged(
                    changed, ExpressGatewayScalingTarget.builder().minTaskCount(6).build()))
        .hasMessageContaining("maxTaskCount must not be less");
  }

  @Test
  void scalingIsAPolicyThatIsReadBack() {
    ExpressGatewayScalingTarget asked =
        new ExpressGatewayScalingTarget(
            2, 4, ExpressGatewayServiceScalingMetric.AVERAGE_MEMORY, 70);
    ScalableTargetSpec spec =
        ExpressScaling.applied(
            ScalableTargetSpecBuilder.builder().resourceId("service/demo/hello").build(), asked);
    assertThat(ExpressScaling.view(spec)).isEqualTo(asked);
    assertThat(ExpressScaling.applied(spec, asked).scalingPolicies())
        .extracting(ScalingPolicySpec::policyName)
        .containsExactly("ecs-express");
    assertThat(
            ExpressScaling.unsupported(
                ExpressGatewayScalingTarget.builder()
                    .autoScalingMetric(ExpressGatewayServiceScalingMetric.REQUEST_COUNT_PER_TARGET)
                    .build()))
        .isNotEmpty();
  }

  private static EcsServiceSpec service(ExpressChange asked) {
    TaskDefinitionRevisionSpec definition =
        TaskDefinitionRevisionSpecBuilder.builder()
            .family("demo-hello")
            .revision(1)
            .taskDefinition(first(IMAGE))
            .build();
    return ExpressServices.first(asked, "demo", "hello", "infrastructure", definition, 2);
  }

  private static TaskDefinitionSpec first(ExpressChange asked) {
    return ExpressTaskDefinition.first(asked, "demo", "hello", "us-east-1");
  }

  private static ExpressChange change(
      ExpressGatewayContainer container,
      String cpu,
      String path,
      ExpressGatewayServiceNetworkConfiguration network) {
    return new ExpressChange(
        null,
        container,
        container == null ? null : "role",
        null,
        cpu,
        null,
        container == null ? null : ExpressCpuArchitecture.X86_64,
        path,
        network,
        null);
  }
}
