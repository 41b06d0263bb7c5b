package dev.kubeecs.gateway.signing;

import dev.kubeecs.gateway.protocol.Authenticator;
import dev.kubeecs.gateway.protocol.HttpCall;
import dev.kubeecs.gateway.protocol.Identity;
import dev.kubeecs.gateway.protocol.Service;
import dev.kubeecs.resources.naming.Account;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Development mode: takes any credentials without a check. An access key id of twelve digits names
 * the account, so that tools and test suites can have one each; the keys of a task's role are of
 * the task's account.
 */
public final class DevelopmentAuthenticator implements Authenticator {

  private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");

  private final AccessKeys roles;

  DevelopmentAuthenticator(AccessKeys roles) {
    this.roles = roles;
  }

  @Override
  public Identity authenticate(HttpCall call, Service service) {
    return call.headers()
        .first("authorization")
        .flatMap(AuthorizationHeader::credentialOf)
        .map(credential -> identity(credential, call.headers().first("x-amz-security-token")))
        .orElseGet(() -> new Identity("anonymous", Account.DEFAULT, Optional.empty()));
  }

  private Identity identity(CredentialScope credential, Optional<String> token) {
    String key = credential.accessKeyId();
    String account =
        roles
            .find(key, token)
            .map(AccessKey::accountId)
            .or(() -> Optional.of(key).filter(id -> ACCOUNT_ID.matcher(id).matches()))
            .orElse(Account.DEFAULT.id());
    return new Identity(key, new Account(account, credential.region()), Optional.empty());
  }
}
