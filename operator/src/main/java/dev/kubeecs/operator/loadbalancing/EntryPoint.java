package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.api.elbv2.LoadBalancerSchemeEnum;
import dev.kubeecs.operator.loadbalancing.proxy.ProxyConfiguration;
import dev.kubeecs.operator.loadbalancing.proxy.ProxyObjects;
import dev.kubeecs.operator.loadbalancing.target.TargetEndpoints;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Service by which clients reach a load balancer. */
final class EntryPoint {

  private static final int CONNECT_MILLIS = 500;

  private EntryPoint() {}

  /**
   * The Service: of proxies if it is an Application Load Balancer's; of a Network Load Balancer's
   * it has no selector, for the targets themselves are its endpoints.
   */
  static Service service(ResolvedLoadBalancer loadBalancer, boolean ofProxies) {
    LoadBalancer resource = loadBalancer.resource();
    boolean internal = LoadBalancers.spec(resource).scheme() == LoadBalancerSchemeEnum.INTERNAL;
    List<ServicePort> ports =
        loadBalancer.listeners().stream()
            .flatMap(listener -> ports(listener.resource().getSpec()))
            .toList();
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(resource.getMetadata().getNamespace())
        .withName(LoadBalancers.service(resource))
        .withLabels(ProxyObjects.labels(resource))
        .withOwnerReferences(Owners.controller(resource))
        .endMetadata()
        .withNewSpec()
        .withType(internal ? "ClusterIP" : "LoadBalancer")
        .withSelector(ofProxies ? ProxyObjects.labels(resource) : null)
        .withPorts(ports.isEmpty() ? List.of(placeholder()) : ports)
        .endSpec()
        .build();
  }

  /**
   * Whether all listeners can be reached by the Service, which is so a moment after the proxies are
   * Ready: until a Node's routes know of them it turns connections away.
   */
  static boolean isReached(ResolvedLoadBalancer loadBalancer) {
    Set<Integer> listening =
        service(loadBalancer, true).getSpec().getPorts().stream()
            .map(ServicePort::getPort)
            .collect(Collectors.toSet());
    return !loadBalancer.proxies().isEmpty()
        && loadBalancer
            .service()
            .filter(
                service ->
                    listening.stream()
                        .allMatch(port -> isOpen(service.getSpec().getClusterIP(), port)))
            .isPresent();
  }

  private static boolean isOpen(String address, int port) {
    try (Socket connection = new Socket()) {
      connection.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The targets of a Network Load Balancer: a slice for each listener and port of targets. */
  static List<EndpointSlice> slices(ResolvedLoadBalancer loadBalancer) {
    List<EndpointSlice> slices = new ArrayList<>();
    LoadBalancer resource = loadBalancer.resource();
    for (ResolvedLoadBalancer.ServedListener listener : loadBalancer.listeners()) {
      ListenerSpec spec = listener.resource().getSpec();
      List<RegisteredTarget> serving =
          LoadBalancers.targetGroups(spec.defaultActions()).stream()
              .map(loadBalancer.targetGroups()::get)
              .flatMap(group -> ResolvedLoadBalancer.serving(group).stream())
              .toList();
      ports(spec)
          .forEach(
              port ->
                  TargetEndpoints.byPort(serving)
                      .forEach(
                          (targetPort, targets) ->
                              slices.add(
                                  TargetEndpoints.slice(
                                      resource.getMetadata().getNamespace(),
                                      LoadBalancers.service(resource)
                                          + "-"
                                          + port.getName()
                                          + "-"
                                          + targetPort,
                                      LoadBalancers.service(resource),
                                      port.getName(),
                                      port.getProtocol(),
                                      targetPort,
                                      targets,
                                      Owners.controller(resource),
                                      Map.of()))));
    }
    return slices;
  }

  /** Addresses that the cluster has given the Service outside, and then the one inside. */
  static List<String> addresses(Optional<Service> service) {
    Stream<String> outside =
        service
            .filter(s -> s.getStatus() != null && s.getStatus().getLoadBalancer() != null)
            .stream()
            .flatMap(s -> s.getStatus().getLoadBalancer().getIngress().stream())
            .map(EntryPoint::address);
    Stream<String> inside = service.stream().map(s -> s.getSpec().getClusterIP());
    return Stream.concat(outside, inside).toList();
  }

  private static String address(LoadBalancerIngress ingress) {
    return ingress.getIp() == null ? ingress.getHostname() : ingress.getIp();
  }

  private static Stream<ServicePort> ports(ListenerSpec listener) {
    return switch (listener.protocol()) {
      case TCP_UDP -> Stream.of(port(listener.port(), "TCP"), port(listener.port(), "UDP"));
      case UDP -> Stream.of(port(listener.port(), "UDP"));
      default -> Stream.of(port(listener.port(), "TCP"));
    };
  }

  private static ServicePort port(int port, String protocol) {
    return new ServicePortBuilder()
        .withName(protocol.toLowerCase(Locale.ROOT) + "-" + port)
        .withProtocol(protocol)
        .withPort(port)
        .withTargetPort(new IntOrString(port))
        .build();
  }

  /** A Service has a port, even if there is no listener yet. */
  private static ServicePort placeholder() {
    return port(ProxyConfiguration.HEALTH_PORT, "TCP");
  }
}
