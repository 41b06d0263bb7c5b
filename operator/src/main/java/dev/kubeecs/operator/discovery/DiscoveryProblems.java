package dev.kubeecs.operator.discovery;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.servicediscovery.DnsRecord;
import dev.kubeecs.api.servicediscovery.NamespaceType;
import dev.kubeecs.api.servicediscovery.RecordType;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.discovery.ConnectAlias;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DnsName;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What stands in the way of a service of Cloud Map. */
final class DiscoveryProblems {

  private static final Set<RecordType> RECORDS = EnumSet.of(RecordType.A, RecordType.SRV);

  private DiscoveryProblems() {}

  /** The first thing that does; empty if its names can be published. */
  static Optional<Problem> of(
      DiscoveryService service, Optional<DiscoveryNamespace> namespace, Registry registry) {
    if (namespace.isEmpty()) {
      return problem(
          Reason.NotFound,
          "namespace: there is no namespace %s.".formatted(service.getSpec().namespace()));
    }
    return namesake(service, namespace.get(), registry)
        .or(() -> records(service, namespace.get()))
        .or(() -> aliases(service, namespace.get(), registry))
        .or(() -> unsettled(service, namespace.get()));
  }

  private static Optional<Problem> namesake(
      DiscoveryService service, DiscoveryNamespace namespace, Registry registry) {
    return registry
        .servicesOf(namespace)
        .filter(other -> Discovery.name(other).equals(Discovery.name(service)))
        .min(Oldest.FIRST)
        .filter(older -> !older.getMetadata().getUid().equals(service.getMetadata().getUid()))
        .flatMap(
            older ->
                problem(
                    Reason.Conflict,
                    "name: DiscoveryService %s is the service %s of %s already."
                        .formatted(
                            older.getMetadata().getName(),
                            Discovery.name(service),
                            Discovery.name(namespace))));
  }

  private static Optional<Problem> records(DiscoveryService service, DiscoveryNamespace namespace) {
    if (service.getSpec().dnsConfig() == null) {
      return Optional.empty();
    }
    if (Discovery.type(namespace) == NamespaceType.HTTP) {
      return problem(
          Reason.Invalid,
          "dnsConfig: the namespace %s is of the type HTTP.".formatted(Discovery.name(namespace)));
    }
    List<String> others =
        asEmpty(service.getSpec().dnsConfig().dnsRecords()).stream()
            .map(DnsRecord::type)
            .filter(type -> !RECORDS.contains(type))
            .map(type -> "dnsConfig.dnsRecords of type " + type)
            .toList();
    if (!others.isEmpty()) {
      return Problem.unsupported(others);
    }
    return DnsName.isHostName(Discovery.name(service))
        ? Optional.empty()
        : problem(
            Reason.Invalid,
            "name: %s cannot be in DNS. Use lower-case letters, digits and hyphens."
                .formatted(Discovery.name(service)));
  }

  /** Each name and port of Service Connect is for one service of the namespace. */
  private static Optional<Problem> aliases(
      DiscoveryService service, DiscoveryNamespace namespace, Registry registry) {
    List<ConnectAlias> aliases = asEmpty(service.getSpec().clientAliases());
    if (aliases.isEmpty()) {
      return Optional.empty();
    }
    if (service.getSpec().dnsConfig() != null) {
      return problem(Reason.Invalid, "clientAliases: a service with dnsConfig cannot have any.");
    }
    return registry
        .servicesOf(namespace)
        .filter(other -> Oldest.FIRST.compare(other, service) < 0)
        .filter(other -> !owners(other).equals(owners(service)) || owners(other).isEmpty())
        .flatMap(other -> asEmpty(other.getSpec().clientAliases()).stream())
        .filter(aliases::contains)
        .findFirst()
        .flatMap(
            taken ->
                problem(
                    Reason.Conflict,
                    "clientAliases: another service of %s has %s:%d already."
                        .formatted(Discovery.name(namespace), taken.dnsName(), taken.port())));
  }

  private static List<String> owners(DiscoveryService service) {
    return asEmpty(service.getMetadata().getOwnerReferences()).stream()
        .map(OwnerReference::getUid)
        .toList();
  }

  /** Names are published only where their namespace is. */
  private static Optional<Problem> unsettled(
      DiscoveryService service, DiscoveryNamespace namespace) {
    boolean settled =
        service.getSpec().dnsConfig() == null
            || (namespace.getStatus() != null
                && namespace
                    .getStatus()
                    .condition(Conditions.READY)
                    .filter(condition -> condition.getStatus().equals("True"))
                    .isPresent());
    return settled
        ? Optional.empty()
        : problem(
            Reason.NotFound,
            "namespace: %s is not in DNS (yet): see its condition Ready."
                .formatted(Discovery.name(namespace)));
  }

  private static Optional<Problem> problem(Reason reason, String message) {
    return Optional.of(new Problem(reason, message));
  }
}
