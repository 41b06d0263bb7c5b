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
 * the account, so that tools and test suites can have one each.
 */
public final class DevelopmentAuthenticator implements Authenticator {

  private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");

  @Override
  public Identity authenticate(HttpCall call, Service service) {
    return call.headers()
        .first("authorization")
        .flatMap(AuthorizationHeader::credentialOf)
        .map(DevelopmentAuthenticator::identity)
        .orElseGet(() -> new Identity("anonymous", Account.DEFAULT, Optional.empty()));
  }

  private static Identity identity(CredentialScope credential) {
    String key = credential.accessKeyId();
    return new Identity(
        key,
        new Account(
            ACCOUNT_ID.matcher(key).matches() ? key : Account.DEFAULT.id(), credential.region()),
        Optional.empty());
  }
}
