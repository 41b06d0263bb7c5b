package dev.kubeecs.operator.discovery;

import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes what DNS reads, by server-side apply. It may be in another Kubernetes namespace than what
 * it is written for, where no owner reference reaches: it is found again by a label.
 */
@Singleton
final class DnsPublisher {

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("kube-ecs")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final Map<String, String> written = new ConcurrentHashMap<>();

  DnsPublisher(KubernetesClient client) {
    this.client = client;
  }

  /** Makes an object what is given, and tells what has become of it. */
  <T extends HasMetadata> T apply(T object) {
    return client.resource(object).patch(APPLY);
  }

  /**
   * Makes the endpoints of a service those given, and no others. What this operator has written
   * already is not written again.
   */
  void publish(DiscoveryService service, String kubernetesNamespace, List<EndpointSlice> slices) {
    String uid = service.getMetadata().getUid();
    String content = Serialization.asJson(slices);
    if (content.equals(written.get(uid))) {
      return;
    }
    slices.forEach(this::apply);
    Set<String> names =
        slices.stream().map(slice -> slice.getMetadata().getName()).collect(Collectors.toSet());
    client
        .resources(EndpointSlice.class)
        .inNamespace(kubernetesNamespace)
        .withLabel(Labels.DISCOVERY_SERVICE, uid)
        .list()
        .getItems()
        .stream()
        .filter(slice -> !names.contains(slice.getMetadata().getName()))
        .forEach(slice -> client.resource(slice).delete());
    written.put(uid, content);
  }

  /** Nothing is known of a service that is gone. */
  void forget(DiscoveryService service) {
    written.remove(service.getMetadata().getUid());
  }
}
