package dev.kubeecs.operator.discovery;

import dev.kubeecs.resources.discovery.ClientAlias;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the Services behind the names of Service Connect of a namespace. A name has its address as
 * long as any service of the namespace has the name.
 */
@Singleton
final class AliasPublisher {

  private final KubernetesClient client;
  private final DnsPublisher publisher;
  private final Map<String, List<ClientAlias>> written = new ConcurrentHashMap<>();

  AliasPublisher(KubernetesClient client, DnsPublisher publisher) {
    this.client = client;
    this.publisher = publisher;
  }

  /**
   * Makes the names of a namespace those given, and no others; tells where they are. What this
   * operator has written already is not written again.
   */
  List<ClientAlias> publish(DiscoveryNamespace namespace, Map<String, SortedSet<Integer>> names) {
    String uid = namespace.getMetadata().getUid();
    List<ClientAlias> before = written.getOrDefault(uid, List.of());
    List<ClientAlias> published = new ArrayList<>();
    names.forEach(
        (name, ports) ->
            published.add(
                before.stream()
                    .filter(alias -> alias.dnsName().equals(name))
                    .filter(alias -> alias.ports().equals(List.copyOf(ports)))
                    .findFirst()
                    .orElseGet(() -> write(namespace, name, ports))));
    Discovery.clientAliases(namespace).stream()
        .map(ClientAlias::dnsName)
        .filter(name -> !names.containsKey(name))
        .forEach(
            name ->
                client
                    .services()
                    .inNamespace(namespace.getMetadata().getNamespace())
                    .withName(ConnectServices.name(namespace, name))
                    .delete());
    written.put(uid, List.copyOf(published));
    return published;
  }

  /** Nothing is known of a namespace that is gone; its Services go with it. */
  void forget(DiscoveryNamespace namespace) {
    written.remove(namespace.getMetadata().getUid());
  }

  private ClientAlias write(
      DiscoveryNamespace namespace, String dnsName, SortedSet<Integer> ports) {
    Service service = publisher.apply(ConnectServices.service(namespace, dnsName, ports));
    return new ClientAlias(dnsName, List.copyOf(ports), service.getSpec().getClusterIP());
  }
}
