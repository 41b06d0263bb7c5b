package dev.kubeecs.gateway.signing;

import java.util.Optional;

/** Knows the keys. */
@FunctionalInterface
interface AccessKeys {

  /** The key of that id. */
  Optional<AccessKey> find(String id);
}
