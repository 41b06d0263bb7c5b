package dev.kubeecs.gateway.servicediscovery;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.servicediscovery.DiscoverInstancesRequest;
import dev.kubeecs.api.servicediscovery.DiscoverInstancesResponse;
import dev.kubeecs.api.servicediscovery.DiscoverInstancesRevisionRequest;
import dev.kubeecs.api.servicediscovery.DiscoverInstancesRevisionResponse;
import dev.kubeecs.api.servicediscovery.HttpInstanceSummary;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import jakarta.inject.Singleton;
import java.util.List;

/** DiscoverInstances: finds instances by the names of namespace and service. */
@Singleton
public final class DiscoverOperations implements Handlers {

  /** Source: the API reference of DiscoverInstances. */
  private static final int DISCOVERED = 100;

  private static final int MOST_DISCOVERED = 1000;

  private final CloudMap cloudMap;

  DiscoverOperations(CloudMap cloudMap) {
    this.cloudMap = cloudMap;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DiscoverInstancesRequest.class, this::discover)
        .on(DiscoverInstancesRevisionRequest.class, this::revision);
  }

  private DiscoverInstancesResponse discover(DiscoverInstancesRequest request, Call call) {
    int most = or(request.maxResults(), DISCOVERED);
    if (most < 1 || most > MOST_DISCOVERED) {
      throw CloudMapErrors.invalid("MaxResults must be between 1 and %d.", MOST_DISCOVERED);
    }
    DiscoveryService service =
        service(call, request.namespaceName(), request.serviceName(), request.ownerAccount());
    List<HttpInstanceSummary> found =
        Instances.discovered(
                Instances.of(service),
                request.queryParameters(),
                request.optionalParameters(),
                request.healthStatus())
            .stream()
            .limit(most)
            .map(
                instance ->
                    HttpInstanceSummary.builder()
                        .instanceId(instance.id())
                        .namespaceName(request.namespaceName())
                        .serviceName(Discovery.name(service))
                        .healthStatus(instance.health())
                        .attributes(instance.attributes())
                        .build())
            .toList();
    return new DiscoverInstancesResponse(found, revision(service));
  }

  private DiscoverInstancesRevisionResponse revision(
      DiscoverInstancesRevisionRequest request, Call call) {
    return new DiscoverInstancesRevisionResponse(
        revision(
            service(call, request.namespaceName(), request.serviceName(), request.ownerAccount())));
  }

  private DiscoveryService service(Call call, String namespaceName, String name, String owner) {
    DiscoveryNamespace namespace =
        cloudMap
            .namespace(call, namespaceName)
            .filter(found -> Discovery.name(found).equals(namespaceName))
            .filter(found -> Filters.isOwn(owner, call))
            .orElseThrow(() -> CloudMapErrors.noNamespace(namespaceName));
    return cloudMap
        .service(call, namespace, name)
        .orElseThrow(() -> CloudMapErrors.noService(name));
  }

  /** Rises with every change of the service, and so with every change of its instances. */
  private static long revision(DiscoveryService service) {
    return Long.parseLong(service.getMetadata().getResourceVersion());
  }
}
