package dev.kubeecs.gateway.servicediscovery;

import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpec;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The namespaces and services of an account, found as Cloud Map names them. */
@Singleton
public final class CloudMap {

  private final Store<DiscoveryNamespace> namespaces;
  private final Store<DiscoveryService> services;

  CloudMap(Stores stores) {
    this.namespaces = stores.of(DiscoveryNamespace.class);
    this.services = stores.of(DiscoveryService.class);
  }

  Store<DiscoveryNamespace> namespaceStore() {
    return namespaces;
  }

  Store<DiscoveryService> serviceStore() {
    return services;
  }

  /** All namespaces of the account. */
  List<DiscoveryNamespace> namespaces(Call call) {
    return live(namespaces.list(call.namespace())).toList();
  }

  /** The namespace of that name, id or ARN; the oldest, where several claim the name. */
  public Optional<DiscoveryNamespace> namespace(Call call, String reference) {
    return live(namespaces.list(call.namespace()))
        .filter(namespace -> Discovery.isMeant(reference, namespace))
        .min(Oldest.FIRST);
  }

  /** The namespace of that name, id or ARN; one of that name is made if there is none. */
  public Optional<DiscoveryNamespace> namespaceOrNew(Call call, String reference) {
    return namespace(call, reference)
        .or(
            () ->
                Discovery.isArn(reference)
                    ? Optional.empty()
                    : namespaces.create(Discovery.http(call.namespace(), reference)))
        // Another gateway, or the operator, was faster.
        .or(() -> namespace(call, reference));
  }

  /** The namespace of that id or ARN; {@code NamespaceNotFound} if there is none. */
  DiscoveryNamespace requireNamespace(Call call, String reference) {
    return namespace(call, reference)
        .orElseThrow(() -> CloudMapErrors.noNamespace(Discovery.withoutArn(reference)));
  }

  /** The namespace that a service is in, if that exists. */
  Optional<DiscoveryNamespace> namespaceOf(Call call, DiscoveryService service) {
    return namespace(call, service.getSpec().namespace());
  }

  /** All services of the account. */
  List<DiscoveryService> services(Call call) {
    return live(services.list(call.namespace())).toList();
  }

  /** All services of a namespace. */
  public List<DiscoveryService> servicesOf(Call call, DiscoveryNamespace namespace) {
    return live(services.list(call.namespace()))
        .filter(service -> Discovery.isMeant(service.getSpec().namespace(), namespace))
        .toList();
  }

  /** The service of a namespace by its name; the oldest, where several claim it. */
  public Optional<DiscoveryService> service(Call call, DiscoveryNamespace namespace, String name) {
    return servicesOf(call, namespace).stream()
        .filter(service -> Discovery.name(service).equalsIgnoreCase(name))
        .min(Oldest.FIRST);
  }

  /** The service of that id or ARN. */
  public Optional<DiscoveryService> service(Call call, String idOrArn) {
    String id = Discovery.withoutArn(idOrArn);
    return live(services.list(call.namespace()))
        .filter(service -> Discovery.id(service).equals(id))
        .findFirst();
  }

  /** The service of that id or ARN; {@code ServiceNotFound} if there is none. */
  DiscoveryService requireService(Call call, String idOrArn) {
    return service(call, idOrArn)
        .orElseThrow(() -> CloudMapErrors.noService(Discovery.withoutArn(idOrArn)));
  }

  /** Changes the spec of a service. */
  DiscoveryService edit(
      Call call, DiscoveryService service, UnaryOperator<DiscoveryServiceSpec> change) {
    return services
        .edit(
            call.namespace(),
            service.getMetadata().getName(),
            copy -> {
              copy.setSpec(change.apply(copy.getSpec()));
              return copy;
            })
        .orElseThrow(() -> CloudMapErrors.noService(Discovery.id(service)));
  }

  private static <T extends HasMetadata> Stream<T> live(List<T> found) {
    return found.stream().filter(object -> object.getMetadata().getDeletionTimestamp() == null);
  }
}
