package dev.kubeecs.operator.gateway;

import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.EcsGatewaySpec;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import java.util.List;
import java.util.Optional;

/**
 * A gateway and everything that a decision about it depends on.
 *
 * @param resource the gateway
 * @param account whose it is
 * @param clusterDomain the domain of names within the cluster
 * @param olderClaimant another gateway of the same ECS name that is served instead
 * @param services those that it shall lead to, the oldest first
 * @param loadBalancer its load balancer, if that has been made
 * @param targetGroups of its routes, wanted or not
 * @param rules of its routes, wanted or not
 */
record GatewayFacts(
    EcsGateway resource,
    Account account,
    String clusterDomain,
    Optional<String> olderClaimant,
    List<EcsService> services,
    Optional<LoadBalancer> loadBalancer,
    List<TargetGroup> targetGroups,
    List<ListenerRule> rules) {

  GatewayFacts {
    services = List.copyOf(services);
    targetGroups = List.copyOf(targetGroups);
    rules = List.copyOf(rules);
  }

  EcsGatewaySpec spec() {
    return Gateways.spec(resource);
  }

  String name() {
    return Gateways.name(resource);
  }

  String namespace() {
    return resource.getMetadata().getNamespace();
  }
}
