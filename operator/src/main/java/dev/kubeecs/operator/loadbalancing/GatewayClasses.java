package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.operator.cache.GatewayApi;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.naming.Labels;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which load balancers are Gateways, and of which class. */
@Singleton
public final class GatewayClasses {

  private final GatewayApi api;
  private final Optional<String> byDefault;

  GatewayClasses(
      GatewayApi api,
      @ConfigProperty(name = "kube-ecs.load-balancer.gateway-class") Optional<String> byDefault) {
    this.api = api;
    this.byDefault = byDefault;
  }

  /**
   * The class of the Gateway that a load balancer is to be: what it says itself, else what the
   * operator was told, if there is a Gateway API; empty for a proxy.
   */
  public Optional<String> of(LoadBalancer loadBalancer) {
    if (LoadBalancers.type(loadBalancer) != LoadBalancerTypeEnum.APPLICATION) {
      return Optional.empty();
    }
    String own = asEmpty(loadBalancer.getMetadata().getAnnotations()).get(Labels.GATEWAY_CLASS);
    return own == null
        ? byDefault.filter(name -> api.isThere())
        : Optional.of(own).filter(name -> !name.isBlank());
  }
}
