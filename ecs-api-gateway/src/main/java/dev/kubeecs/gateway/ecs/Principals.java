package dev.kubeecs.gateway.ecs;

import dev.kubeecs.gateway.protocol.Identity;

/** Who calls, in the words of IAM. */
public final class Principals {

  private Principals() {}

  /** The account's root user. */
  public static String root(String accountId) {
    return "arn:aws:iam::%s:root".formatted(accountId);
  }

  /** The caller: a user named like its ServiceAccount, or root in development mode. */
  public static String arn(Identity caller) {
    String account = caller.account().id();
    return caller
        .serviceAccount()
        .map(user -> "arn:aws:iam::%s:user/%s".formatted(account, user.name()))
        .orElseGet(() -> root(account));
  }
}
