package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.GatewayClusterAssociationStatus;
import dev.kubeecs.api.ecs.GatewayClusterAssociationSummary;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.naming.Account;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which gateways the services of which clusters may be reached through. The clusters' specs say it;
 * what they say no more is DISASSOCIATING for as long as a service keeps its route.
 */
@Singleton
final class Associations {

  private final Clusters clusters;
  private final GatewayRoutes routes;

  Associations(Clusters clusters, GatewayRoutes routes) {
    this.clusters = clusters;
    this.routes = routes;
  }

  /**
   * A gateway and a cluster.
   *
   * @param gateway ECS name
   * @param cluster ECS name
   */
  record Association(String gateway, String cluster, GatewayClusterAssociationStatus status) {

    GatewayClusterAssociationSummary summary(Account account) {
      return GatewayClusterAssociationSummary.builder()
          .gatewayArn(account.gatewayArn(gateway))
          .clusterArn(account.clusterArn(cluster))
          .status(status)
          .build();
    }
  }

  /** The associations of a gateway that are not over yet. */
  Stream<Association> of(Call call, EcsGateway gateway) {
    String name = Gateways.name(gateway);
    Set<String> active =
        clusters.all(call).stream()
            .filter(ClusterFacts::isActive)
            .filter(cluster -> asEmpty(cluster.getSpec().gateways()).contains(name))
            .map(ClusterFacts::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> ending =
        routes.of(call, gateway).stream()
            .map(route -> ServiceFacts.cluster(route.service()))
            .filter(cluster -> !active.contains(cluster))
            .collect(Collectors.toCollection(TreeSet::new));
    return Stream.concat(
        active.stream()
            .map(cluster -> new Association(name, cluster, GatewayClusterAssociationStatus.ACTIVE)),
        ending.stream()
            .map(
                cluster ->
                    new Association(
                        name, cluster, GatewayClusterAssociationStatus.DISASSOCIATING)));
  }
}
