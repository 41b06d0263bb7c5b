package dev.kubeecs.gateway.ecs.containerinstance;

import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Optional;

/**
 * Nodes that no longer are container instances. They are shown as INACTIVE until they are again.
 */
final class Deregistered {

  /** On a Node that is no container instance: the registration that it had. */
  static final String FROM = "kube-ecs.dev/deregistered-from";

  private Deregistered() {}

  /** The registration that a Node had; empty if it has one. */
  static Optional<String> from(Node node) {
    return is(node)
        ? Optional.ofNullable(Absent.asEmpty(node.getMetadata().getAnnotations()).get(FROM))
        : Optional.empty();
  }

  static boolean is(Node node) {
    return Registration.NONE.equals(
        Absent.asEmpty(node.getMetadata().getLabels()).get(Labels.CONTAINER_INSTANCE_OF));
  }
}
