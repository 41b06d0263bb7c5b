package dev.kubeecs.gateway.signing;

import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that signs calls.
 *
 * @param id what a signature names
 * @param secret what signs
 * @param accountId twelve digits
 * @param serviceAccount whose permissions the key has
 * @param sessionToken what a temporary key is accompanied by
 * @param expiration when a temporary key ends
 */
record AccessKey(
    String id,
    String secret,
    String accountId,
    ServiceAccount serviceAccount,
    Optional<String> sessionToken,
    Optional<Instant> expiration) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return id + " of " + accountId;
  }
}
