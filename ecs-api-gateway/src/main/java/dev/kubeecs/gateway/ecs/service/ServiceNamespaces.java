package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ClusterServiceConnectDefaultsRequest;
import dev.kubeecs.api.ecs.ListServicesByNamespaceRequest;
import dev.kubeecs.api.ecs.ListServicesByNamespaceResponse;
import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.service.EcsService;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ListServicesByNamespace: the services, of all clusters, that Service Connect puts into one. */
@Singleton
public final class ServiceNamespaces implements Handlers {

  private static final int LISTED = 10;
  private static final int MOST_LISTED = 100;
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:servicediscovery:[a-z0-9-]+:\\d{12}:namespace/(.+)");

  private final Services services;
  private final Clusters clusters;

  ServiceNamespaces(Services services, Clusters clusters) {
    this.services = services;
    this.clusters = clusters;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(ListServicesByNamespaceRequest.class, this::list);
  }

  private ListServicesByNamespaceResponse list(ListServicesByNamespaceRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), LISTED, MOST_LISTED);
    Set<String> inNamespace = new LinkedHashSet<>();
    boolean known = false;
    for (EcsCluster cluster : clusters.all(call)) {
      known |= isDefaultOf(cluster, request.namespace());
      for (EcsService service : services.in(call, ClusterFacts.name(cluster))) {
        if (isIn(service, cluster, request.namespace())) {
          inNamespace.add(
              call.account().serviceArn(ServiceFacts.cluster(service), ServiceFacts.name(service)));
        }
      }
    }
    if (!known && inNamespace.isEmpty()) {
      throw new AwsException(
          "NamespaceNotFoundException",
          "The specified namespace %s wasn't found.".formatted(request.namespace()));
    }
    Page<String> page = paging.of(inNamespace, arn -> arn);
    return new ListServicesByNamespaceResponse(page.items(), page.nextToken());
  }

  /** Whether a service is reached by names of a namespace: its own, or its cluster's. */
  static boolean isIn(EcsService service, EcsCluster cluster, String namespace) {
    ServiceConnectConfiguration connect = service.getSpec().serviceConnectConfiguration();
    if (ServiceFacts.isInactive(service) || connect == null || !or(connect.enabled(), false)) {
      return false;
    }
    return connect.namespace() == null
        ? isDefaultOf(cluster, namespace)
        : isSame(connect.namespace(), namespace);
  }

  private static boolean isDefaultOf(EcsCluster cluster, String namespace) {
    return Optional.ofNullable(cluster.getSpec().serviceConnectDefaults())
        .map(ClusterServiceConnectDefaultsRequest::namespace)
        .filter(own -> isSame(own, namespace))
        .isPresent();
  }

  /** A namespace is named by its name, or by an ARN that ends with its id or name. */
  private static boolean isSame(String one, String other) {
    return name(one).equals(name(other));
  }

  private static String name(String reference) {
    Matcher arn = ARN.matcher(reference);
    return arn.matches() ? arn.group(1) : reference;
  }
}
