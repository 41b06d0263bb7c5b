package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.autoscaling.metric.NamedServices;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The scalable targets, found by the services that they scale. */
@Singleton
public class KnownScalableTargets {

  private final SharedIndexInformer<ScalableTarget> targets;

  KnownScalableTargets(SharedIndexInformer<ScalableTarget> targets) {
    this.targets = targets;
  }

  /** All that claim to scale a service. */
  List<ScalableTarget> claiming(String namespace, String resourceId) {
    return targets.getIndexer().byIndex(Indexes.BY_RESOURCE_ID, Indexes.key(namespace, resourceId));
  }

  /** The one that scales it. */
  Optional<ScalableTarget> served(String namespace, String resourceId) {
    return Oldest.of(claiming(namespace, resourceId));
  }

  /** What auto scaling has done about a service, newest first. */
  public List<ScalingActivityStatus> activities(EcsService service) {
    return served(service.getMetadata().getNamespace(), NamedServices.resourceId(service))
        .map(ScalableTarget::getStatus)
        .map(status -> asEmpty(status.activities()))
        .orElse(List.of());
  }
}
