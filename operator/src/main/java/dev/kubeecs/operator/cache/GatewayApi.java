package dev.kubeecs.operator.cache;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/**
 * The Gateways and routes of load balancers, where the cluster had the Gateway API when the
 * operator started.
 *
 * @param gateways null where it had not
 * @param routes null where it had not; by the name of the LoadBalancer object
 */
public record GatewayApi(
    SharedIndexInformer<Gateway> gateways, SharedIndexInformer<HTTPRoute> routes) {

  /** Whether the cluster has it. */
  public boolean isThere() {
    return gateways != null;
  }
}
