package dev.kubeecs.gateway.ecs.service;

import dev.kubeecs.api.ecs.ListServicesByNamespaceRequest;
import dev.kubeecs.api.ecs.ListServicesByNamespaceResponse;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.gateway.servicediscovery.CloudMap;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import jakarta.inject.Singleton;
import java.util.SortedSet;
import java.util.TreeSet;

/** ListServicesByNamespace: the services, of all clusters, that Service Connect puts into one. */
@Singleton
public final class ServiceNamespaces implements Handlers {

  private static final int LISTED = 10;
  private static final int MOST_LISTED = 100;

  private final Services services;
  private final Clusters clusters;
  private final CloudMap cloudMap;

  ServiceNamespaces(Services services, Clusters clusters, CloudMap cloudMap) {
    this.services = services;
    this.clusters = clusters;
    this.cloudMap = cloudMap;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(ListServicesByNamespaceRequest.class, this::list);
  }

  private ListServicesByNamespaceResponse list(ListServicesByNamespaceRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), LISTED, MOST_LISTED);
    DiscoveryNamespace namespace =
        cloudMap
            .namespace(call, request.namespace())
            .orElseThrow(() -> ServiceErrors.noNamespace(request.namespace()));
    SortedSet<String> inNamespace = new TreeSet<>();
    for (EcsCluster cluster : clusters.all(call)) {
      for (EcsService service : services.in(call, ClusterFacts.name(cluster))) {
        if (isIn(service, cluster, namespace)) {
          inNamespace.add(
              call.account().serviceArn(ServiceFacts.cluster(service), ServiceFacts.name(service)));
        }
      }
    }
    Page<String> page = paging.of(inNamespace, arn -> arn);
    return new ListServicesByNamespaceResponse(page.items(), page.nextToken());
  }

  /** Whether a service is reached by names of a namespace: its own, or its cluster's. */
  private static boolean isIn(
      EcsService service, EcsCluster cluster, DiscoveryNamespace namespace) {
    return !ServiceFacts.isInactive(service)
        && ServiceConnect.namespace(
                service.getSpec().serviceConnectConfiguration(), cluster.getSpec())
            .filter(reference -> Discovery.isMeant(reference, namespace))
            .isPresent();
  }
}
