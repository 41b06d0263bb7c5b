package dev.kubeecs.operator.alarm;

import java.util.Optional;

/**
 * An alert of a Prometheus.
 *
 * @param name its label {@code alertname}
 * @param namespace its label {@code namespace}: it is about what runs there; empty if it has none
 */
record Alert(String name, Optional<String> namespace) {

  /** Whether deployments in a namespace may watch it. */
  boolean concerns(String other) {
    return namespace.map(other::equals).orElse(true);
  }
}
