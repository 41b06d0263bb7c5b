package dev.kubeecs.gateway.protocol;

import dev.kubeecs.resources.naming.Account;
import java.util.Optional;

/**
 * Who calls, as the request's signature tells.
 *
 * @param accessKeyId the key that signed
 * @param account the account that the key belongs to, in the region of the signature's scope
 * @param serviceAccount whose RBAC permissions the key has; empty in development mode, which
 *     permits everything
 */
public record Identity(
    String accessKeyId, Account account, Optional<ServiceAccount> serviceAccount) {

  /** A Kubernetes ServiceAccount. */
  public record ServiceAccount(String namespace, String name) {}
}
