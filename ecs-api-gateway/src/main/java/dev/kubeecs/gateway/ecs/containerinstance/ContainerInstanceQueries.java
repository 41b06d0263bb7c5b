package dev.kubeecs.gateway.ecs.containerinstance;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ContainerInstanceField;
import dev.kubeecs.api.ecs.DescribeContainerInstancesRequest;
import dev.kubeecs.api.ecs.DescribeContainerInstancesResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.ListContainerInstancesRequest;
import dev.kubeecs.api.ecs.ListContainerInstancesResponse;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.Instance;
import dev.kubeecs.resources.containerinstance.query.Expression;
import dev.kubeecs.resources.containerinstance.query.ExpressionException;
import dev.kubeecs.resources.containerinstance.query.ExpressionParser;
import dev.kubeecs.resources.containerinstance.query.Query;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** DescribeContainerInstances and ListContainerInstances, from caches alone. */
@Singleton
public final class ContainerInstanceQueries implements Handlers {

  private static final int MOST = 100;

  private final Clusters clusters;
  private final ContainerInstances instances;

  ContainerInstanceQueries(Clusters clusters, ContainerInstances instances) {
    this.clusters = clusters;
    this.instances = instances;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeContainerInstancesRequest.class, this::describe)
        .on(ListContainerInstancesRequest.class, this::list);
  }

  private DescribeContainerInstancesResponse describe(
      DescribeContainerInstancesRequest request, Call call) {
    if (request.containerInstances().isEmpty()) {
      throw invalidParameter("Container instances cannot be empty.");
    }
    if (request.containerInstances().size() > MOST) {
      throw invalidParameter("containerInstances can have at most %d items.", MOST);
    }
    EcsCluster cluster = clusters.existingResource(call, request.cluster());
    String name = ClusterFacts.name(cluster);
    Set<ContainerInstanceField> include = EnumSet.noneOf(ContainerInstanceField.class);
    include.addAll(asEmpty(request.include()));
    List<dev.kubeecs.api.ecs.ContainerInstance> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String reference : new LinkedHashSet<>(request.containerInstances())) {
      String id = ContainerInstances.id(call, cluster, reference);
      instances
          .find(call, cluster, id)
          .ifPresentOrElse(
              instance ->
                  found.add(ContainerInstanceView.of(instance, name, call.account(), include)),
              () -> failures.add(missing(call.account().containerInstanceArn(name, id))));
    }
    return new DescribeContainerInstancesResponse(found, failures);
  }

  private ListContainerInstancesResponse list(ListContainerInstancesRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST, MOST);
    EcsCluster cluster = clusters.existingResource(call, request.cluster());
    Predicate<Instance> filter = filter(request.filter());
    Page<String> page =
        paging.of(
            instances.in(call, cluster).stream()
                .filter(
                    instance ->
                        request.status() == null
                            || instance.status().filter(request.status()::equals).isPresent())
                .filter(instance -> filter.test(instance.instance()))
                .map(ContainerInstance::id)
                .toList(),
            id -> id);
    return new ListContainerInstancesResponse(
        page.items().stream()
            .map(id -> call.account().containerInstanceArn(ClusterFacts.name(cluster), id))
            .toList(),
        page.nextToken());
  }

  private static Predicate<Instance> filter(String text) {
    if (text == null || text.isEmpty()) {
      return instance -> true;
    }
    try {
      Expression expression = ExpressionParser.parse(text);
      return instance -> Query.holds(expression, instance);
    } catch (ExpressionException e) {
      throw invalidParameter("Invalid filter expression, %s.", e.getMessage());
    }
  }

  static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }
}
