package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.AssociateGatewayWithClusterRequest;
import dev.kubeecs.api.ecs.AssociateGatewayWithClusterResponse;
import dev.kubeecs.api.ecs.DisassociateGatewayFromClusterRequest;
import dev.kubeecs.api.ecs.DisassociateGatewayFromClusterResponse;
import dev.kubeecs.api.ecs.GatewayClusterAssociationStatus;
import dev.kubeecs.api.ecs.GatewayClusterAssociationSummary;
import dev.kubeecs.api.ecs.ListGatewayClusterAssociationsRequest;
import dev.kubeecs.api.ecs.ListGatewayClusterAssociationsResponse;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.gateway.Associations.Association;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.Gateways;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations on associations of gateways with clusters. */
@Singleton
public final class AssociationOperations implements Handlers {

  private static final int MOST_OF_A_CLUSTER = 5;
  private static final int PAGE = 100;

  private final KnownGateways gateways;
  private final Clusters clusters;
  private final Associations associations;

  AssociationOperations(KnownGateways gateways, Clusters clusters, Associations associations) {
    this.gateways = gateways;
    this.clusters = clusters;
    this.associations = associations;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(AssociateGatewayWithClusterRequest.class, this::associate)
        .on(DisassociateGatewayFromClusterRequest.class, this::disassociate)
        .on(ListGatewayClusterAssociationsRequest.class, this::list);
  }

  private AssociateGatewayWithClusterResponse associate(
      AssociateGatewayWithClusterRequest request, Call call) {
    EcsGateway gateway = gateways.require(call, request.gateway());
    EcsCluster cluster = clusters.active(call, request.cluster());
    String name = Gateways.name(gateway);
    clusters.changeGateways(
        cluster,
        present -> {
          if (present.contains(name)) {
            return present;
          }
          if (present.size() >= MOST_OF_A_CLUSTER) {
            throw GatewayErrors.tooMany(ClusterFacts.name(cluster), MOST_OF_A_CLUSTER);
          }
          return Stream.concat(present.stream(), Stream.of(name)).toList();
        });
    return AssociateGatewayWithClusterResponse.builder()
        .gatewayArn(call.account().gatewayArn(name))
        .clusterArn(call.account().clusterArn(ClusterFacts.name(cluster)))
        .status(GatewayClusterAssociationStatus.ACTIVE)
        .build();
  }

  private DisassociateGatewayFromClusterResponse disassociate(
      DisassociateGatewayFromClusterRequest request, Call call) {
    EcsGateway gateway = gateways.require(call, request.gateway());
    EcsCluster cluster = clusters.active(call, request.cluster());
    String name = Gateways.name(gateway);
    if (find(call, gateway, ClusterFacts.name(cluster)).isEmpty()) {
      throw GatewayErrors.notAssociated(name, ClusterFacts.name(cluster));
    }
    clusters.changeGateways(
        cluster, present -> present.stream().filter(other -> !other.equals(name)).toList());
    return DisassociateGatewayFromClusterResponse.builder()
        .gatewayArn(call.account().gatewayArn(name))
        .clusterArn(call.account().clusterArn(ClusterFacts.name(cluster)))
        .status(GatewayClusterAssociationStatus.DISASSOCIATING)
        .build();
  }

  private Optional<Association> find(Call call, EcsGateway gateway, String cluster) {
    return associations
        .of(call, gateway)
        .filter(association -> association.cluster().equals(cluster))
        .findFirst();
  }

  private ListGatewayClusterAssociationsResponse list(
      ListGatewayClusterAssociationsRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), PAGE, PAGE);
    Optional<String> gateway =
        Optional.ofNullable(request.gateway()).map(text -> KnownGateways.name(call, text));
    Optional<String> cluster = Filters.cluster(call, clusters, request.cluster());
    List<GatewayClusterAssociationSummary> found =
        gateways.all(call).stream()
            .filter(each -> gateway.map(Gateways.name(each)::equals).orElse(true))
            .flatMap(each -> associations.of(call, each))
            .filter(each -> cluster.map(each.cluster()::equals).orElse(true))
            .filter(
                each ->
                    asEmpty(request.status()).isEmpty() || request.status().contains(each.status()))
            .map(each -> each.summary(call.account()))
            .toList();
    Page<GatewayClusterAssociationSummary> page =
        paging.of(found, each -> each.gatewayArn() + " " + each.clusterArn());
    return new ListGatewayClusterAssociationsResponse(page.items(), page.nextToken());
  }
}
