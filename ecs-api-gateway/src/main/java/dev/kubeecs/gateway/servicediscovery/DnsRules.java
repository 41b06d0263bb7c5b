package dev.kubeecs.gateway.servicediscovery;

import dev.kubeecs.api.servicediscovery.CreateServiceRequest;
import dev.kubeecs.api.servicediscovery.DnsRecord;
import dev.kubeecs.api.servicediscovery.NamespaceType;
import dev.kubeecs.api.servicediscovery.RecordType;
import dev.kubeecs.api.servicediscovery.RegisterInstanceRequest;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpec;
import dev.kubeecs.resources.discovery.DnsName;
import dev.kubeecs.resources.discovery.InstanceAttributes;
import java.util.List;
import java.util.Map;

/** What services and instances need to be in DNS. */
final class DnsRules {

  /** What Cloud Map makes of an instance of EC2 or of a load balancer. */
  private static final List<String> UNSUPPORTED =
      List.of("AWS_ALIAS_DNS_NAME", "AWS_EC2_INSTANCE_ID", "AWS_INSTANCE_CNAME");

  private DnsRules() {}

  /** Refuses a service that cannot be in a namespace of that type. */
  static void check(CreateServiceRequest request, NamespaceType type) {
    boolean inDns = request.dnsConfig() != null;
    if (inDns && (type == NamespaceType.HTTP || request.type() != null)) {
      throw CloudMapErrors.invalid("DnsConfig cannot be specified for a service of the type HTTP.");
    }
    if (!inDns && type != NamespaceType.HTTP && request.type() == null) {
      throw CloudMapErrors.invalid(
          "DnsConfig must be specified in a DNS namespace, unless the Type of the service is"
              + " HTTP.");
    }
    if (inDns) {
      check(request.dnsConfig().dnsRecords());
      if (!DnsName.isHostName(request.name())) {
        throw CloudMapErrors.invalid(
            "Name: %s cannot be in the DNS of a cluster. Use lower-case letters, digits and"
                + " hyphens, or the Type HTTP.",
            request.name());
      }
    }
  }

  /** Refuses no records, and two of a type. */
  static void check(List<DnsRecord> records) {
    if (records.isEmpty()
        || records.stream().map(DnsRecord::type).distinct().count() < records.size()) {
      throw CloudMapErrors.invalid("DnsRecords: one record of each type is needed, A or SRV.");
    }
  }

  /** Refuses an instance that has not what the records of its service need. */
  static void check(DiscoveryServiceSpec service, RegisterInstanceRequest request) {
    Map<String, String> attributes = request.attributes();
    for (String name : UNSUPPORTED) {
      if (attributes.containsKey(name)) {
        throw CloudMapErrors.invalid(
            "The attribute %s is not supported by kube-ecs: give AWS_INSTANCE_IPV4.", name);
      }
    }
    String address = attributes.get(InstanceAttributes.IPV4);
    if (address != null && !InstanceAttributes.isIpv4(address)) {
      throw CloudMapErrors.invalid("AWS_INSTANCE_IPV4: %s is no IPv4 address.", address);
    }
    String port = attributes.get(InstanceAttributes.PORT);
    if (port != null && InstanceAttributes.port(attributes).isEmpty()) {
      throw CloudMapErrors.invalid("AWS_INSTANCE_PORT: %s is no port.", port);
    }
    if (service.dnsConfig() != null && address == null) {
      throw CloudMapErrors.invalid("The records of the service need AWS_INSTANCE_IPV4.");
    }
    if (Discovery.hasRecord(service, RecordType.SRV) && port == null) {
      throw CloudMapErrors.invalid("The SRV records of the service need AWS_INSTANCE_PORT.");
    }
  }
}
