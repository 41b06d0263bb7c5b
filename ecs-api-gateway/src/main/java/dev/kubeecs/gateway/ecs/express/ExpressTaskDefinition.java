package dev.kubeecs.gateway.ecs.express;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CPUArchitecture;
import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ExpressCpuArchitecture;
import dev.kubeecs.api.ecs.ExpressGatewayContainer;
import dev.kubeecs.api.ecs.ExpressGatewayRepositoryCredentials;
import dev.kubeecs.api.ecs.ExpressGatewayServiceAwsLogsConfiguration;
import dev.kubeecs.api.ecs.LogConfiguration;
import dev.kubeecs.api.ecs.LogDriver;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.OSFamily;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.RepositoryCredentials;
import dev.kubeecs.api.ecs.RuntimePlatform;
import dev.kubeecs.api.ecs.TransportProtocol;
import dev.kubeecs.resources.taskdefinition.AwsLogs;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The task definition of an Express service: one container that takes requests. */
final class ExpressTaskDefinition {

  /** The name of the container that takes requests. */
  static final String MAIN = "Main";

  private static final String PORT_NAME = "main";
  private static final int PORT = 80;
  private static final String CPU = "256";
  private static final String MEMORY = "512";

  private ExpressTaskDefinition() {}

  /** What a service begins with: all that may be left out has a value. */
  static TaskDefinitionSpec first(
      ExpressChange asked, String cluster, String service, String region) {
    return changed(
        TaskDefinitionSpecBuilder.builder()
            .family(cluster + "-" + service)
            .requiresCompatibilities(List.of(Compatibility.FARGATE))
            .networkMode(NetworkMode.AWSVPC)
            .cpu(CPU)
            .memory(MEMORY)
            .runtimePlatform(platform(ExpressCpuArchitecture.X86_64))
            .containerDefinitions(
                List.of(
                    ContainerDefinition.builder()
                        .name(MAIN)
                        .essential(true)
                        .portMappings(List.of(port(PORT)))
                        .logConfiguration(
                            logs("/aws/ecs/" + cluster + "/" + service, "ecs", region))
                        .build()))
            .build(),
        asked,
        region);
  }

  /** A definition with what a request changes of it; the rest stays as it is. */
  static TaskDefinitionSpec changed(
      TaskDefinitionSpec present, ExpressChange asked, String region) {
    ContainerDefinition main = main(present).orElseThrow();
    return present.with(
        d ->
            d.cpu(or(asked.cpu(), present.cpu()))
                .memory(or(asked.memory(), present.memory()))
                .executionRoleArn(or(asked.executionRoleArn(), present.executionRoleArn()))
                .taskRoleArn(or(asked.taskRoleArn(), present.taskRoleArn()))
                .runtimePlatform(
                    asked.cpuArchitecture() == null
                        ? present.runtimePlatform()
                        : platform(asked.cpuArchitecture()))
                .containerDefinitions(
                    present.containerDefinitions().stream()
                        .map(
                            container ->
                                container == main && asked.primaryContainer() != null
                                    ? container(main, asked.primaryContainer(), region)
                                    : container)
                        .toList()));
  }

  /** The container that takes requests. */
  static Optional<ContainerDefinition> main(TaskDefinitionSpec definition) {
    return definition.containerDefinitions().stream()
        .filter(container -> MAIN.equals(container.name()))
        .findFirst();
  }

  /** The name of the port that requests come to; refuses a definition that does not say it. */
  static String portName(TaskDefinitionSpec definition) {
    return main(definition)
        .map(container -> asEmpty(container.portMappings()))
        .filter(ports -> ports.size() == 1)
        .map(List::getFirst)
        .filter(port -> port.name() != null && port.containerPort() != null)
        .filter(port -> or(port.protocol(), TransportProtocol.TCP) == TransportProtocol.TCP)
        .map(PortMapping::name)
        .orElseThrow(
            () ->
                invalidParameter(
                    "taskDefinitionArn: the task definition must have a container named Main with"
                        + " a single TCP port mapping that has a containerPort and a name."));
  }

  /** The container as the API tells it of an Express service. */
  static ExpressGatewayContainer view(ContainerDefinition container) {
    Map<String, String> logs =
        container.logConfiguration() == null
            ? Map.of()
            : asEmpty(container.logConfiguration().options());
    return ExpressGatewayContainer.builder()
        .image(container.image())
        .containerPort(
            asEmpty(container.portMappings()).stream()
                .findFirst()
                .map(PortMapping::containerPort)
                .orElse(null))
        .awsLogsConfiguration(
            logs.containsKey(AwsLogs.GROUP)
                ? new ExpressGatewayServiceAwsLogsConfiguration(
                    logs.get(AwsLogs.GROUP), logs.get(AwsLogs.STREAM_PREFIX))
                : null)
        .repositoryCredentials(
            container.repositoryCredentials() == null
                ? null
                : new ExpressGatewayRepositoryCredentials(
                    container.repositoryCredentials().credentialsParameter()))
        .command(container.command())
        .environment(container.environment())
        .secrets(container.secrets())
        .build();
  }

  private static ContainerDefinition container(
      ContainerDefinition present, ExpressGatewayContainer asked, String region) {
    var logs = asked.awsLogsConfiguration();
    var credentials = asked.repositoryCredentials();
    return present.toBuilder()
        .image(asked.image())
        .portMappings(
            asked.containerPort() == null
                ? present.portMappings()
                : List.of(port(asked.containerPort())))
        .logConfiguration(
            logs == null
                ? present.logConfiguration()
                : logs(logs.logGroup(), logs.logStreamPrefix(), region))
        .repositoryCredentials(
            credentials == null
                ? present.repositoryCredentials()
                : new RepositoryCredentials(credentials.credentialsParameter()))
        .command(or(asked.command(), present.command()))
        .environment(or(asked.environment(), present.environment()))
        .secrets(or(asked.secrets(), present.secrets()))
        .build();
  }

  private static PortMapping port(int number) {
    return PortMapping.builder()
        .name(PORT_NAME)
        .containerPort(number)
        .protocol(TransportProtocol.TCP)
        .build();
  }

  private static LogConfiguration logs(String group, String prefix, String region) {
    return LogConfiguration.builder()
        .logDriver(LogDriver.AWSLOGS)
        .options(
            Map.of(
                AwsLogs.GROUP,
                group,
                AwsLogs.STREAM_PREFIX,
                prefix,
                AwsLogs.REGION,
                region,
                AwsLogs.CREATE_GROUP,
                "true"))
        .build();
  }

  private static RuntimePlatform platform(ExpressCpuArchitecture architecture) {
    return RuntimePlatform.builder()
        .operatingSystemFamily(OSFamily.LINUX)
        .cpuArchitecture(CPUArchitecture.valueOf(architecture.name()))
        .build();
  }
}
