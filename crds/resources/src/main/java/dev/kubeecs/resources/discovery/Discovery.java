package dev.kubeecs.resources.discovery;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.servicediscovery.DnsRecord;
import dev.kubeecs.api.servicediscovery.NamespaceType;
import dev.kubeecs.api.servicediscovery.RecordType;
import dev.kubeecs.api.servicediscovery.Tag;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What namespaces and services of service discovery are called. */
public final class Discovery {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:servicediscovery:[a-z0-9-]+:\\d{12}:(namespace|service)/(.+)");

  /** Source: the ECS guide on Service Connect: what ECS makes in Cloud Map has this tag. */
  public static final Tag MANAGED = new Tag("AmazonECSManaged", "true");

  private Discovery() {}

  /** The name of a namespace. */
  public static String name(DiscoveryNamespace namespace) {
    return or(spec(namespace).name(), namespace.getMetadata().getName());
  }

  /** The name of a service, without its namespace. */
  public static String name(DiscoveryService service) {
    return or(service.getSpec().name(), service.getMetadata().getName());
  }

  /** The id of a namespace. */
  public static String id(DiscoveryNamespace namespace) {
    return "ns-" + Identifiers.loadBalancing(namespace.getMetadata().getUid());
  }

  /** The id of a service. */
  public static String id(DiscoveryService service) {
    return "srv-" + Identifiers.loadBalancing(service.getMetadata().getUid());
  }

  /** ARN of a namespace. */
  public static String arn(Account account, DiscoveryNamespace namespace) {
    return account.discoveryArn("namespace/" + id(namespace));
  }

  /** ARN of a service. */
  public static String arn(Account account, DiscoveryService service) {
    return account.discoveryArn("service/" + id(service));
  }

  /** What an ARN of a namespace or service ends with; any other text as it is. */
  public static String withoutArn(String reference) {
    Matcher matcher = ARN.matcher(reference);
    return matcher.matches() ? matcher.group(2) : reference;
  }

  /** What is wanted of a namespace; an empty spec where there is none. */
  public static DiscoveryNamespaceSpec spec(DiscoveryNamespace namespace) {
    return or(namespace.getSpec(), DiscoveryNamespaceSpecBuilder.builder().build());
  }

  /** DNS_PRIVATE, unless it is another. */
  public static NamespaceType type(DiscoveryNamespace namespace) {
    return or(spec(namespace).type(), NamespaceType.DNS_PRIVATE);
  }

  /** Whether a reference is an ARN rather than a name or an id. */
  public static boolean isArn(String reference) {
    return ARN.matcher(reference).matches();
  }

  /** The names of Service Connect in a namespace that have a place in the cluster. */
  public static List<ClientAlias> clientAliases(DiscoveryNamespace namespace) {
    return namespace.getStatus() == null
        ? List.of()
        : Absent.asEmpty(namespace.getStatus().clientAliases());
  }

  /**
   * The HTTP namespace that ECS makes where a cluster names one that is not there.
   *
   * @param account the Kubernetes namespace
   */
  public static DiscoveryNamespace http(String account, String name) {
    DiscoveryNamespace namespace = new DiscoveryNamespace();
    namespace.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(account)
            .withName(ObjectNames.discoveryNamespace(name))
            .build());
    namespace.setSpec(
        DiscoveryNamespaceSpecBuilder.builder()
            .name(name)
            .type(NamespaceType.HTTP)
            .tags(List.of(MANAGED))
            .build());
    return namespace;
  }

  /** Whether a name, an id or an ARN means this namespace. */
  public static boolean isMeant(String reference, DiscoveryNamespace namespace) {
    String idOrName = withoutArn(reference);
    return idOrName.equals(id(namespace)) || idOrName.equals(name(namespace));
  }

  /** Whether a service has records of a type in DNS. */
  public static boolean hasRecord(DiscoveryServiceSpec service, RecordType type) {
    return service.dnsConfig() != null
        && Absent.asEmpty(service.dnsConfig().dnsRecords()).stream()
            .map(DnsRecord::type)
            .anyMatch(type::equals);
  }
}
