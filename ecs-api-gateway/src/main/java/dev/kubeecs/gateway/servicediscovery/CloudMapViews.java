package dev.kubeecs.gateway.servicediscovery;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.servicediscovery.DnsProperties;
import dev.kubeecs.api.servicediscovery.HttpProperties;
import dev.kubeecs.api.servicediscovery.Namespace;
import dev.kubeecs.api.servicediscovery.NamespaceProperties;
import dev.kubeecs.api.servicediscovery.NamespaceSummary;
import dev.kubeecs.api.servicediscovery.NamespaceType;
import dev.kubeecs.api.servicediscovery.RoutingPolicy;
import dev.kubeecs.api.servicediscovery.Service;
import dev.kubeecs.api.servicediscovery.ServiceSummary;
import dev.kubeecs.api.servicediscovery.ServiceType;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpec;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Optional;

/** Namespaces and services as Cloud Map tells of them. */
final class CloudMapViews {

  private CloudMapViews() {}

  static Namespace of(Account account, DiscoveryNamespace namespace, int services) {
    String name = Discovery.name(namespace);
    return Namespace.builder()
        .id(Discovery.id(namespace))
        .arn(Discovery.arn(account, namespace))
        .resourceOwner(account.id())
        .name(name)
        .type(Discovery.type(namespace))
        .description(Discovery.spec(namespace).description())
        .serviceCount(services)
        .properties(
            new NamespaceProperties(
                Discovery.type(namespace) == NamespaceType.HTTP
                    ? null
                    // There is no hosted zone of Route 53.
                    : DnsProperties.builder().build(),
                new HttpProperties(name)))
        .createDate(createdAt(namespace))
        .creatorRequestId(Discovery.spec(namespace).creatorRequestId())
        .build();
  }

  static NamespaceSummary summary(Namespace namespace) {
    return NamespaceSummary.builder()
        .id(namespace.id())
        .arn(namespace.arn())
        .resourceOwner(namespace.resourceOwner())
        .name(namespace.name())
        .type(namespace.type())
        .description(namespace.description())
        .serviceCount(namespace.serviceCount())
        .properties(namespace.properties())
        .createDate(namespace.createDate())
        .build();
  }

  /**
   * A service.
   *
   * @param namespace that it is in, if that exists
   */
  static Service of(
      Account account, DiscoveryService service, Optional<DiscoveryNamespace> namespace) {
    DiscoveryServiceSpec spec = service.getSpec();
    String namespaceId = namespace.map(Discovery::id).orElse(null);
    return Service.builder()
        .id(Discovery.id(service))
        .arn(Discovery.arn(account, service))
        .resourceOwner(account.id())
        .name(Discovery.name(service))
        .namespaceId(namespaceId)
        .description(spec.description())
        .instanceCount(Instances.of(service).size())
        .dnsConfig(
            spec.dnsConfig() == null
                ? null
                : spec.dnsConfig().toBuilder()
                    .namespaceId(namespaceId)
                    .routingPolicy(or(spec.dnsConfig().routingPolicy(), RoutingPolicy.MULTIVALUE))
                    .build())
        .type(spec.dnsConfig() == null ? ServiceType.HTTP : ServiceType.DNS_HTTP)
        .healthCheckCustomConfig(spec.healthCheckCustomConfig())
        .createDate(createdAt(service))
        .creatorRequestId(spec.creatorRequestId())
        .createdByAccount(account.id())
        .build();
  }

  static ServiceSummary summary(Service service) {
    return ServiceSummary.builder()
        .id(service.id())
        .arn(service.arn())
        .resourceOwner(service.resourceOwner())
        .name(service.name())
        .type(service.type())
        .description(service.description())
        .instanceCount(service.instanceCount())
        .dnsConfig(service.dnsConfig())
        .healthCheckCustomConfig(service.healthCheckCustomConfig())
        .createDate(service.createDate())
        .createdByAccount(service.createdByAccount())
        .build();
  }

  private static Instant createdAt(HasMetadata object) {
    return Instant.parse(object.getMetadata().getCreationTimestamp());
  }
}
