package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.GatewayAlbProtocol;
import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.GatewayRouteAlbResources;
import dev.kubeecs.api.ecs.GatewayRouteLoadBalancerSecurityGroup;
import dev.kubeecs.api.ecs.GatewayRouteResources;
import dev.kubeecs.api.ecs.GatewayRouteStatus;
import dev.kubeecs.api.ecs.GatewayRouteSummary;
import dev.kubeecs.api.elbv2.LoadBalancerStateEnum;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.EcsGatewaySpec;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import java.util.List;
import java.util.Optional;

/**
 * The route from a gateway to a service, and as much of it as has been made.
 *
 * @param asked whether the service wants it (still)
 */
public record Route(
    EcsGateway gateway,
    EcsService service,
    boolean asked,
    Optional<LoadBalancer> loadBalancer,
    Optional<Listener> listener,
    Optional<ListenerRule> rule,
    Optional<TargetGroup> targetGroup) {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** The name of everything that belongs to it. */
  public String name() {
    return Routes.name(Gateways.name(gateway), service);
  }

  /** ARN of the route. */
  public String arn(Account account) {
    return account.gatewayRouteArn(Gateways.name(gateway), name());
  }

  /** How far it has come. */
  public GatewayRouteStatus status() {
    if (!asked) {
      return GatewayRouteStatus.DELETE_IN_PROGRESS;
    }
    boolean serves =
        rule.isPresent()
            && targetGroup.isPresent()
            && listener.isPresent()
            && loadBalancer
                .map(LoadBalancer::getStatus)
                .map(status -> status.state())
                .filter(state -> state.code() == LoadBalancerStateEnum.ACTIVE)
                .isPresent();
    return serves ? GatewayRouteStatus.ACTIVE : GatewayRouteStatus.CREATE_IN_PROGRESS;
  }

  /** The name of the port that it leads to; null once the service has none. */
  public String portName() {
    return Routes.connector(service.getSpec().gatewayConnectors())
        .map(GatewayConnector::portName)
        .orElse(null);
  }

  /** The host name by which clients ask for the service. */
  public String host(String clusterDomain) {
    return Routes.host(name(), gateway.getMetadata().getNamespace(), clusterDomain);
  }

  /** The URL by which clients ask for the service. */
  public String url(String clusterDomain) {
    EcsGatewaySpec spec = Gateways.spec(gateway);
    boolean encrypted = Gateways.protocol(spec) == GatewayAlbProtocol.HTTPS;
    int port = Gateways.port(spec);
    boolean usual = port == (encrypted ? HTTPS_PORT : HTTP_PORT);
    return (encrypted ? "https://" : "http://") + host(clusterDomain) + (usual ? "" : ":" + port);
  }

  GatewayRouteSummary summary(Account account) {
    return GatewayRouteSummary.builder()
        .gatewayRouteArn(arn(account))
        .gatewayArn(account.gatewayArn(Gateways.name(gateway)))
        .clusterArn(account.clusterArn(ServiceFacts.cluster(service)))
        .serviceArn(serviceArn(account))
        .serviceContainerPortName(portName())
        .status(status())
        .build();
  }

  dev.kubeecs.api.ecs.GatewayRoute view(Account account, String clusterDomain) {
    return dev.kubeecs.api.ecs.GatewayRoute.builder()
        .gatewayRouteArn(arn(account))
        .serviceArn(serviceArn(account))
        .serviceContainerPortName(portName())
        .status(status())
        .serviceUrl(url(clusterDomain))
        .resources(
            GatewayRouteResources.builder()
                .hostSharedAlb(loadBalancer.map(lb -> resources(account, lb)).stream().toList())
                .build())
        .build();
  }

  private GatewayRouteAlbResources resources(Account account, LoadBalancer balancer) {
    List<String> groups = LoadBalancers.spec(balancer).securityGroups();
    return GatewayRouteAlbResources.builder()
        .loadBalancerArn(LoadBalancers.arn(account, balancer))
        .listenerArn(listener.map(l -> LoadBalancers.arn(account, balancer, l)).orElse(null))
        .listenerRuleArn(ruleArn(account, balancer))
        .loadBalancerSecurityGroups(
            or(groups, List.<String>of()).stream()
                .map(
                    group ->
                        GatewayRouteLoadBalancerSecurityGroup.builder()
                            .arn(account.securityGroupArn(group))
                            .build())
                .toList())
        .build();
  }

  private String ruleArn(Account account, LoadBalancer balancer) {
    return listener.isPresent() && rule.isPresent()
        ? LoadBalancers.arn(account, balancer, listener.get(), rule.get())
        : null;
  }

  private String serviceArn(Account account) {
    return account.serviceArn(ServiceFacts.cluster(service), ServiceFacts.name(service));
  }
}
