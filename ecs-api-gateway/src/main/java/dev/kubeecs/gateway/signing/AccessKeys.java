package dev.kubeecs.gateway.signing;

import java.util.Optional;

/** Knows the keys. */
@FunctionalInterface
interface AccessKeys {

  /**
   * The key of that id.
   *
   * @param token that came with it; a temporary key may be known by its token alone
   */
  Optional<AccessKey> find(String id, Optional<String> token);
}
