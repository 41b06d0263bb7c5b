package dev.kubeecs.operator.discovery;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds in the caches what namespaces and services of service discovery say of each other. */
@Singleton
public final class Registry {

  private final SharedIndexInformer<DiscoveryNamespace> namespaces;
  private final SharedIndexInformer<DiscoveryService> services;

  Registry(
      SharedIndexInformer<DiscoveryNamespace> namespaces,
      SharedIndexInformer<DiscoveryService> services) {
    this.namespaces = namespaces;
    this.services = services;
  }

  /** The namespace of that name, id or ARN; the oldest, where several claim the name. */
  public Optional<DiscoveryNamespace> namespace(String account, String reference) {
    return in(namespaces, account)
        .filter(namespace -> Discovery.isMeant(reference, namespace))
        .min(Oldest.FIRST);
  }

  /** The service of that ARN, id, or name of its object. */
  public Optional<DiscoveryService> service(String account, String reference) {
    String id = Discovery.withoutArn(reference);
    return in(services, account)
        .filter(
            service ->
                Discovery.id(service).equals(id)
                    || service.getMetadata().getName().equals(reference))
        .findFirst();
  }

  /** The services of a namespace. */
  public Stream<DiscoveryService> servicesOf(DiscoveryNamespace namespace) {
    return in(services, namespace.getMetadata().getNamespace())
        .filter(service -> Discovery.isMeant(service.getSpec().namespace(), namespace));
  }

  private static <T extends HasMetadata> Stream<T> in(
      SharedIndexInformer<T> cache, String account) {
    return cache.getIndexer().byIndex(Indexes.BY_NAMESPACE, account).stream()
        .filter(found -> found.getMetadata().getDeletionTimestamp() == null);
  }
}
