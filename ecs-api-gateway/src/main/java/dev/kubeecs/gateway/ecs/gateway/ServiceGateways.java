package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Which gateways lead to a service: those that its cluster is associated with when the service is
 * created or updated. Associations that change later wait for the next update, as ECS has it.
 */
@Singleton
public final class ServiceGateways {

  private final KnownGateways gateways;

  ServiceGateways(KnownGateways gateways) {
    this.gateways = gateways;
  }

  /**
   * The names of the gateways; null for a service without a connector.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException} if there
   *     are none
   */
  public List<String> of(Call call, EcsCluster cluster, List<GatewayConnector> connectors) {
    Optional<GatewayConnector> connector = Routes.connector(connectors);
    if (connector.isEmpty()) {
      return null;
    }
    List<String> names =
        gateways.of(call, cluster).stream()
            .filter(gateway -> Routes.lets(connector.get(), Gateways.spec(gateway)))
            .map(Gateways::name)
            .toList();
    if (names.isEmpty()) {
      throw invalidParameter(
          "gatewayConnectors: the cluster %s is associated with no gateway that the connector's"
              + " filters let.",
          ClusterFacts.name(cluster));
    }
    return names;
  }

  /** Refuses a connector whose port the task definition does not have. */
  public static void check(List<GatewayConnector> connectors, TaskDefinitionSpec definition) {
    Routes.connector(connectors)
        .filter(connector -> Routes.port(connector.portName(), definition).isEmpty())
        .ifPresent(
            connector -> {
              throw invalidParameter(
                  "gatewayConnectors: the task definition has no port mapping of the name %s.",
                  connector.portName());
            });
  }
}
