package dev.kubeecs.operator.loadbalancing.proxy;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import java.util.List;

/** Certificates of listeners, which are Secrets of the type {@code kubernetes.io/tls}. */
public final class Certificates {

  /** Where the proxy finds them. */
  static final String FOLDER = "/etc/certificates";

  private Certificates() {}

  /** The Secrets of all listeners, in the order of their names. */
  public static List<String> secrets(List<Frontend> frontends) {
    return frontends.stream()
        .flatMap(frontend -> asEmpty(frontend.listener().certificates()).stream())
        .map(LoadBalancers::secret)
        .distinct()
        .sorted()
        .toList();
  }
}
