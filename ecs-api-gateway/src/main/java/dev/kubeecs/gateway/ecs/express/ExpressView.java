package dev.kubeecs.gateway.ecs.express;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.AwsVpcConfiguration;
import dev.kubeecs.api.ecs.ECSExpressGatewayService;
import dev.kubeecs.api.ecs.ExpressCpuArchitecture;
import dev.kubeecs.api.ecs.ExpressGatewayScalingTarget;
import dev.kubeecs.api.ecs.ExpressGatewayServiceConfiguration;
import dev.kubeecs.api.ecs.ExpressGatewayServiceNetworkConfiguration;
import dev.kubeecs.api.ecs.ExpressGatewayServiceStatus;
import dev.kubeecs.api.ecs.ExpressGatewayServiceStatusCode;
import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.IngressPathSummary;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.UpdatedExpressGatewayService;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An Express service as the API tells it. */
final class ExpressView {

  private ExpressView() {}

  /**
   * A revision of an Express service.
   *
   * @param deploymentId its 19 digits
   * @param definition what its tasks run
   */
  record Configuration(
      String deploymentId,
      TaskDefinitionRevisionSpec definition,
      NetworkConfiguration network,
      List<GatewayConnector> connectors,
      Instant createdAt) {}

  /** The API's record of a service; its tags are for the caller to add. */
  static ECSExpressGatewayService of(
      EcsService service, List<ExpressGatewayServiceConfiguration> active, Account account) {
    Instant createdAt = createdAt(service);
    return ECSExpressGatewayService.builder()
        .cluster(account.clusterArn(ServiceFacts.cluster(service)))
        .serviceName(ServiceFacts.name(service))
        .serviceArn(arn(service, account))
        .infrastructureRoleArn(service.getSpec().express().infrastructureRoleArn())
        .status(status(service))
        .currentDeployment(ServiceFacts.status(service).currentServiceDeployment())
        .activeConfigurations(active)
        .createdAt(createdAt)
        .updatedAt(
            active.stream()
                .map(ExpressGatewayServiceConfiguration::createdAt)
                .max(Instant::compareTo)
                .orElse(createdAt))
        .build();
  }

  /** What UpdateExpressGatewayService answers. */
  static UpdatedExpressGatewayService updated(
      EcsService service, ExpressGatewayServiceConfiguration target, Account account) {
    return UpdatedExpressGatewayService.builder()
        .serviceArn(arn(service, account))
        .cluster(account.clusterArn(ServiceFacts.cluster(service)))
        .serviceName(ServiceFacts.name(service))
        .status(status(service))
        .targetConfiguration(target)
        .createdAt(createdAt(service))
        .updatedAt(target.createdAt())
        .build();
  }

  /** A revision, with where it is reached and how it is scaled. */
  static ExpressGatewayServiceConfiguration configuration(
      EcsService service,
      Configuration revision,
      Optional<ExpressGatewayScalingTarget> scaling,
      Account account,
      List<IngressPathSummary> paths) {
    TaskDefinitionSpec definition = revision.definition().taskDefinition();
    return ExpressGatewayServiceConfiguration.builder()
        .serviceRevisionArn(
            account.serviceRevisionArn(
                ServiceFacts.cluster(service), ServiceFacts.name(service), revision.deploymentId()))
        .executionRoleArn(definition.executionRoleArn())
        .taskRoleArn(definition.taskRoleArn())
        .taskDefinitionArn(
            account.taskDefinitionArn(
                revision.definition().family(), revision.definition().revision()))
        .cpu(definition.cpu())
        .memory(definition.memory())
        .cpuArchitecture(architecture(definition))
        .networkConfiguration(network(revision.network()))
        .healthCheckPath(
            Routes.connector(revision.connectors())
                .map(GatewayConnector::healthCheck)
                .map(check -> check.healthCheckPath())
                .orElse(null))
        .primaryContainer(
            ExpressTaskDefinition.main(definition).map(ExpressTaskDefinition::view).orElse(null))
        .scalingTarget(scaling.orElse(null))
        .ingressPaths(paths)
        .createdAt(revision.createdAt())
        .build();
  }

  static String arn(EcsService service, Account account) {
    return account.serviceArn(ServiceFacts.cluster(service), ServiceFacts.name(service));
  }

  private static ExpressGatewayServiceStatus status(EcsService service) {
    return ExpressGatewayServiceStatus.builder()
        .statusCode(ExpressGatewayServiceStatusCode.valueOf(ServiceFacts.state(service).name()))
        .statusReason(
            ServiceFacts.status(service)
                .condition("Ready")
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> condition.getMessage())
                .orElse(null))
        .build();
  }

  private static ExpressCpuArchitecture architecture(TaskDefinitionSpec definition) {
    return Optional.ofNullable(definition.runtimePlatform())
        .map(platform -> platform.cpuArchitecture())
        .map(architecture -> ExpressCpuArchitecture.valueOf(architecture.name()))
        .orElse(null);
  }

  private static ExpressGatewayServiceNetworkConfiguration network(NetworkConfiguration network) {
    AwsVpcConfiguration vpc = network == null ? null : network.awsvpcConfiguration();
    return vpc == null
        ? null
        : ExpressGatewayServiceNetworkConfiguration.builder()
            .subnets(asEmpty(vpc.subnets()))
            .securityGroups(asEmpty(vpc.securityGroups()))
            .build();
  }

  private static Instant createdAt(EcsService service) {
    return Instant.parse(service.getMetadata().getCreationTimestamp());
  }
}
