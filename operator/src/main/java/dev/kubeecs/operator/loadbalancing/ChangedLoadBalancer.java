package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Lets updates through that are not of the status: also of the annotation that chooses between
 * Gateway and proxy, which changes no generation.
 */
public final class ChangedLoadBalancer implements OnUpdateFilter<LoadBalancer> {

  @Override
  public boolean accept(LoadBalancer now, LoadBalancer before) {
    ObjectMeta meta = now.getMetadata();
    ObjectMeta old = before.getMetadata();
    return !Objects.equals(meta.getGeneration(), old.getGeneration())
        || !Objects.equals(meta.getDeletionTimestamp(), old.getDeletionTimestamp())
        || !Objects.equals(meta.getFinalizers(), old.getFinalizers())
        || !Objects.equals(gatewayClass(meta), gatewayClass(old));
  }

  private static String gatewayClass(ObjectMeta meta) {
    return asEmpty(meta.getAnnotations()).get(Labels.GATEWAY_CLASS);
  }
}
