package dev.kubeecs.operator.autoscaling.metric;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The services, found by the names that scaling and alarms have for them. */
@Singleton
public class NamedServices {

  private final SharedIndexInformer<EcsService> services;

  NamedServices(SharedIndexInformer<EcsService> services) {
    this.services = services;
  }

  /** How the API names a service. */
  public static String resourceId(EcsService service) {
    return ScalableTargets.resourceId(
        or(service.getSpec().cluster(), "default"),
        or(service.getSpec().serviceName(), service.getMetadata().getName()));
  }

  /** The service of that name. */
  public Optional<EcsService> find(String namespace, String resourceId) {
    String cluster = Indexes.key(namespace, ScalableTargets.cluster(resourceId));
    return Oldest.of(
        services.getIndexer().byIndex(Indexes.BY_CLUSTER, cluster).stream()
            .filter(service -> resourceId(service).equals(resourceId))
            .toList());
  }
}
