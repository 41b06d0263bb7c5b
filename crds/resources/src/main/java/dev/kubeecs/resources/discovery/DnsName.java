package dev.kubeecs.resources.discovery;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the cluster's DNS answers for a namespace: a headless Service, whose endpoints have the
 * names of the namespace's services as host names. Pods find {@code backend.corp.internal} by their
 * search list, as {@code backend.corp.internal.svc.cluster.local}.
 *
 * @param kubernetesNamespace of that Service; empty for the account's own
 * @param service its name
 */
public record DnsName(Optional<String> kubernetesNamespace, String service) {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** A Service's name begins with a letter. */
  private static final Pattern SERVICE = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  /** The place of a namespace of that name; empty if DNS in a cluster has none for it. */
  public static Optional<DnsName> of(String namespace) {
    List<String> labels = List.of(namespace.split("\\.", -1));
    if (labels.size() > 2
        || !SERVICE.matcher(labels.getFirst()).matches()
        || !LABEL.matcher(labels.getLast()).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        labels.size() == 1
            ? new DnsName(Optional.empty(), namespace)
            : new DnsName(Optional.of(labels.getLast()), labels.getFirst()));
  }

  /** What is wrong with a name that has no place. */
  public static String refusal(String namespace) {
    return "name: "
        + namespace
        + " cannot be in the DNS of a cluster. Use one or two lower-case labels, such as shop or"
        + " shop.internal, the first beginning with a letter, or an HTTP namespace.";
  }

  /** Whether a service of that name can have records. */
  public static boolean isHostName(String service) {
    return LABEL.matcher(service).matches();
  }

  /**
   * The full name of the namespace.
   *
   * @param account the Kubernetes namespace that is the account
   * @param clusterDomain such as cluster.local
   */
  public String full(String account, String clusterDomain) {
    return "%s.%s.svc.%s".formatted(service, kubernetesNamespace.orElse(account), clusterDomain);
  }
}
