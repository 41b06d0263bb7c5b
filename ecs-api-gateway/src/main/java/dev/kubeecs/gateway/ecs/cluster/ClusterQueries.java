package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Cluster;
import dev.kubeecs.api.ecs.ClusterField;
import dev.kubeecs.api.ecs.DescribeClustersRequest;
import dev.kubeecs.api.ecs.DescribeClustersResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.ListClustersRequest;
import dev.kubeecs.api.ecs.ListClustersResponse;
import dev.kubeecs.gateway.ecs.containerinstance.ContainerInstances;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.ecs.task.Tasks;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.cluster.EcsCluster;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** DescribeClusters and ListClusters, from caches alone. */
@Singleton
public final class ClusterQueries implements Handlers {

  private static final int MOST = 100;

  private final Clusters clusters;
  private final Tasks tasks;
  private final Services services;
  private final ContainerInstances instances;
  private final DefaultNamespaces defaultNamespaces;

  ClusterQueries(
      Clusters clusters,
      Tasks tasks,
      Services services,
      ContainerInstances instances,
      DefaultNamespaces defaultNamespaces) {
    this.clusters = clusters;
    this.tasks = tasks;
    this.services = services;
    this.instances = instances;
    this.defaultNamespaces = defaultNamespaces;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeClustersRequest.class, this::describe)
        .on(ListClustersRequest.class, this::list);
  }

  /** The record of a cluster with its counts. */
  Cluster view(Call call, EcsCluster cluster, Set<ClusterField> include) {
    String name = ClusterFacts.name(cluster);
    return ClusterView.of(
        cluster,
        ClusterCounts.of(
            tasks.in(call, name), services.in(call, name), instances.count(call, cluster)),
        call.account(),
        defaultNamespaces.arn(call, cluster.getSpec()),
        include);
  }

  private DescribeClustersResponse describe(DescribeClustersRequest request, Call call) {
    List<String> references =
        asEmpty(request.clusters()).isEmpty() ? List.of(Clusters.DEFAULT) : request.clusters();
    if (references.size() > MOST) {
      throw invalidParameter("clusters can have at most %d items.", MOST);
    }
    Set<String> names = new LinkedHashSet<>();
    references.forEach(reference -> names.add(Clusters.name(reference, call.account())));
    Set<ClusterField> include = Set.copyOf(asEmpty(request.include()));
    List<Cluster> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String name : names) {
      clusters
          .find(call, name)
          .ifPresentOrElse(
              cluster -> found.add(view(call, cluster, include)),
              () -> failures.add(missing(call.account().clusterArn(name))));
    }
    return new DescribeClustersResponse(found, failures);
  }

  private ListClustersResponse list(ListClustersRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST, MOST);
    Page<String> page =
        paging.of(
            clusters.all(call).stream()
                .filter(ClusterFacts::isActive)
                .map(cluster -> call.account().clusterArn(ClusterFacts.name(cluster)))
                .toList(),
            arn -> arn);
    return new ListClustersResponse(page.items(), page.nextToken());
  }

  private static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }
}
