package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.ecs.AssignPublicIp;
import dev.kubeecs.api.ecs.AwsVpcConfiguration;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchTest {

  private static final EcsClusterSpec PLAIN = EcsClusterSpecBuilder.builder().build();
  private static final List<CapacityProviderStrategyItem> SPOT =
      List.of(CapacityProviderStrategyItem.builder().capacityProvider("FARGATE_SPOT").build());
  private static final EcsClusterSpec WITH_DEFAULT =
      PLAIN
          .withCapacityProviders(List.of("FARGATE_SPOT"))
          .withDefaultCapacityProviderStrategy(SPOT);
  private static final TaskDefinitionSpec AWSVPC = definition(NetworkMode.AWSVPC);
  private static final TaskDefinitionSpec BRIDGE = definition(NetworkMode.BRIDGE);

  @Test
  void ec2WhereNothingIsSaid() {
    assertThat(Launch.of(null, null, null, null, PLAIN).launchType()).isEqualTo(LaunchType.EC2);
  }

  @Test
  void theClustersDefaultWhereNothingIsSaid() {
    Launch launch = Launch.of(null, null, null, null, WITH_DEFAULT);
    assertThat(launch.launchType()).isNull();
    assertThat(launch.strategy()).isEqualTo(SPOT);
    assertThat(launch.kind()).isEqualTo(LaunchType.FARGATE);
  }

  @Test
  void aLaunchTypeWinsOverTheClustersDefault() {
    assertThat(Launch.of(LaunchType.EC2, null, null, null, WITH_DEFAULT).kind())
        .isEqualTo(LaunchType.EC2);
  }

  @Test
  void notBothLaunchTypeAndStrategy() {
    assertThatThrownBy(() -> Launch.of(LaunchType.FARGATE, SPOT, null, null, WITH_DEFAULT))
        .hasMessage(
            "Specifying both a launch type and capacity provider strategy is not supported. "
                + "Remove one and try again.");
  }

  @Test
  void anUnknownPlatformVersion() {
    assertThatThrownBy(() -> Launch.of(LaunchType.FARGATE, null, "9.9.9", null, PLAIN))
        .isInstanceOf(AwsException.class)
        .extracting(error -> ((AwsException) error).code())
        .isEqualTo("PlatformUnknownException");
  }

  @Test
  void aPlatformVersionOnEc2() {
    assertThatThrownBy(() -> Launch.of(LaunchType.EC2, null, "LATEST", null, PLAIN))
        .hasMessage("The platform version must be null when specifying an EC2 launch type.");
  }

  @Test
  void awsvpcNeedsANetwork() {
    refused(
        fargate(null),
        AWSVPC,
        "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    refused(fargate(network(List.of(), null)), AWSVPC, "subnets can not be empty.");
    refused(
        fargate(network(Collections.nCopies(17, "subnet-1"), null)),
        AWSVPC,
        "subnets can have at most 16 items.");
    assertThatCode(
            () -> fargate(network(List.of("subnet-1"), AssignPublicIp.ENABLED)).check(AWSVPC))
        .doesNotThrowAnyException();
  }

  @Test
  void otherModesHaveNone() {
    refused(
        Launch.of(LaunchType.EC2, null, null, network(List.of("subnet-1"), null), PLAIN),
        BRIDGE,
        "Network Configuration is not valid for the given networkMode of this task definition.");
  }

  @Test
  void ec2HasNoPublicAddresses() {
    refused(
        Launch.of(LaunchType.EC2, null, null, network(List.of("s"), AssignPublicIp.ENABLED), PLAIN),
        AWSVPC,
        "Assign public IP is not supported for this launch type.");
  }

  @Test
  void fargateNeedsADefinitionForIt() {
    refused(fargate(null), BRIDGE, "Task definition does not support launch_type FARGATE.");
  }

  private static void refused(Launch launch, TaskDefinitionSpec definition, String message) {
    assertThatThrownBy(() -> launch.check(definition))
        .isInstanceOf(AwsException.class)
        .hasMessage(message);
  }

  private static Launch fargate(NetworkConfiguration network) {
    return Launch.of(LaunchType.FARGATE, null, null, network, PLAIN);
  }

  private static NetworkConfiguration network(List<String> subnets, AssignPublicIp publicIp) {
    return new NetworkConfiguration(
        AwsVpcConfiguration.builder().subnets(subnets).assignPublicIp(publicIp).build());
  }

  private static TaskDefinitionSpec definition(NetworkMode mode) {
    return TaskDefinitionSpecBuilder.builder()
        .family("web")
        .networkMode(mode)
        .cpu("256")
        .memory("512")
        .containerDefinitions(
            List.of(ContainerDefinition.builder().name("web").image("nginx").build()))
        .build();
  }
}
