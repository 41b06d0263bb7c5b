package dev.kubeecs.gateway.protocol;

import dev.kubeecs.resources.naming.Account;

/** Finds the namespace that an account is. */
@FunctionalInterface
public interface Namespaces {

  /**
   * The namespace of an account in a region.
   *
   * @throws AwsException if there is none
   */
  String of(Account account);
}
