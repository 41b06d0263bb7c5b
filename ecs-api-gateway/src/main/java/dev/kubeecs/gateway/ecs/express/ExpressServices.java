package dev.kubeecs.gateway.ecs.express;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AwsVpcConfiguration;
import dev.kubeecs.api.ecs.ExpressGatewayServiceNetworkConfiguration;
import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.GatewayConnectorDeregistrationDelay;
import dev.kubeecs.api.ecs.GatewayConnectorHealthCheck;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.ExpressSettings;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import java.util.List;
import java.util.Optional;

/** The service that stands for an Express service: what a request makes of its spec. */
final class ExpressServices {

  private static final String HEALTH_CHECK_PATH = "/ping";

  /** Requests of a web application seldom take longer; no member of the API says how long. */
  private static final int DRAIN_SECONDS = 15;

  /** Kubernetes has no like; CreateService wants one. */
  private static final String SUBNET = "subnet-default";

  private ExpressServices() {}

  /** A new service. */
  static EcsServiceSpec first(
      ExpressChange asked,
      String cluster,
      String service,
      String infrastructureRoleArn,
      TaskDefinitionRevisionSpec definition,
      int tasks) {
    return changed(
            EcsServiceSpecBuilder.builder()
                .serviceName(service)
                .cluster(cluster)
                .launchType(LaunchType.FARGATE)
                .desiredCount(tasks)
                .gateways(List.of(Gateways.EXPRESS))
                .gatewayConnectors(
                    List.of(
                        GatewayConnector.builder()
                            .portName(ExpressTaskDefinition.portName(definition.taskDefinition()))
                            .healthCheck(
                                GatewayConnectorHealthCheck.builder()
                                    .healthCheckPath(HEALTH_CHECK_PATH)
                                    .build())
                            .deregistrationDelay(
                                GatewayConnectorDeregistrationDelay.builder()
                                    .timeoutSeconds(DRAIN_SECONDS)
                                    .build())
                            .build()))
                .networkConfiguration(network(List.of(SUBNET), null))
                .build(),
            asked,
            Optional.of(definition))
        .withExpress(new ExpressSettings(infrastructureRoleArn));
  }

  /**
   * A service with what a request changes of it.
   *
   * @param definition what it runs from now on, if that is another
   */
  static EcsServiceSpec changed(
      EcsServiceSpec present,
      ExpressChange asked,
      Optional<TaskDefinitionRevisionSpec> definition) {
    GatewayConnector connector = Routes.connector(present.gatewayConnectors()).orElseThrow();
    String path = or(asked.healthCheckPath(), connector.healthCheck().healthCheckPath());
    String port =
        definition
            .map(found -> ExpressTaskDefinition.portName(found.taskDefinition()))
            .orElse(connector.portName());
    return present.with(
        s ->
            s.taskDefinition(
                    definition
                        .map(found -> found.family() + ":" + found.revision())
                        .orElse(present.taskDefinition()))
                .gatewayConnectors(
                    List.of(
                        connector.toBuilder()
                            .portName(port)
                            .healthCheck(
                                connector.healthCheck().toBuilder().healthCheckPath(path).build())
                            .build()))
                .networkConfiguration(network(present.networkConfiguration(), asked.network())));
  }

  private static NetworkConfiguration network(
      NetworkConfiguration present, ExpressGatewayServiceNetworkConfiguration asked) {
    if (asked == null) {
      return present;
    }
    AwsVpcConfiguration vpc = present.awsvpcConfiguration();
    if (asked.subnets() != null && asked.subnets().isEmpty()) {
      throw invalidParameter("subnets can not be empty.");
    }
    return network(
        or(asked.subnets(), asEmpty(vpc.subnets())),
        or(asked.securityGroups(), vpc.securityGroups()));
  }

  private static NetworkConfiguration network(List<String> subnets, List<String> groups) {
    return NetworkConfiguration.builder()
        .awsvpcConfiguration(
            AwsVpcConfiguration.builder().subnets(subnets).securityGroups(groups).build())
        .build();
  }
}
