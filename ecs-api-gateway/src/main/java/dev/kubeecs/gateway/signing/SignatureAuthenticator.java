package dev.kubeecs.gateway.signing;

import dev.kubeecs.gateway.protocol.Authenticator;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.HttpCall;
import dev.kubeecs.gateway.protocol.Identity;
import dev.kubeecs.gateway.protocol.Service;
import dev.kubeecs.resources.naming.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Strict mode: verifies the signature of every call, and answers a bad one as AWS does. */
final class SignatureAuthenticator implements Authenticator {

  private final AccessKeys keys;
  private final Clock clock;
  private final Duration allowedSkew;

  /** Takes requests whose time differs from the clock's by no more than {@code allowedSkew}. */
  SignatureAuthenticator(AccessKeys keys, Clock clock, Duration allowedSkew) {
    this.keys = keys;
    this.clock = clock;
    this.allowedSkew = allowedSkew;
  }

  @Override
  public Identity authenticate(HttpCall call, Service service) {
    AuthorizationHeader header =
        AuthorizationHeader.parse(
            call.headers()
                .first("authorization")
                .orElseThrow(
                    () ->
                        new AwsException(
                            "MissingAuthenticationTokenException",
                            "Request is missing Authentication Token")));
    CredentialScope scope = header.credential();
    RequestTime time = RequestTime.of(call.headers());
    requireScope(scope, service, time);
    requireCoverage(call, header.signedHeaders());
    time.requireCurrent(clock.instant(), allowedSkew);
    Optional<String> token = call.headers().first("x-amz-security-token");
    AccessKey key = keys.find(scope.accessKeyId(), token).orElseThrow(() -> unrecognized());
    requireToken(key, token);
    String expected = Signature.of(call, header.signedHeaders(), scope, time.text(), key.secret());
    if (!same(expected, header.signature())) {
      throw invalid(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
    return new Identity(
        key.id(), new Account(key.accountId(), scope.region()), Optional.of(key.serviceAccount()));
  }

  private static void requireScope(CredentialScope scope, Service service, RequestTime time) {
    String expected = service.model().signingName();
    if (!scope.service().equals(expected)) {
      throw invalid("Credential should be scoped to correct service: '" + expected + "'.");
    }
    if (!scope.date().equals(time.date())) {
      throw invalid(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s', from '%s'."
                  .formatted(scope.date(), time.date(), time.text()));
    }
  }

  /** An attacker must not be able to point a signed request at another host or operation. */
  private static void requireCoverage(HttpCall call, List<String> signedHeaders) {
    if (!signedHeaders.contains("host")) {
      throw invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (String name : call.headers().names()) {
      if (name.startsWith("x-amz-") && !signedHeaders.contains(name)) {
        throw invalid("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
      }
    }
  }

  private void requireToken(AccessKey key, Optional<String> token) {
    boolean matches =
        key.sessionToken().isPresent() == token.isPresent()
            && (token.isEmpty() || same(key.sessionToken().orElseThrow(), token.get()));
    if (!matches) {
      throw unrecognized();
    }
    Instant now = clock.instant();
    if (key.expiration().filter(end -> !now.isBefore(end)).isPresent()) {
      throw new AwsException(
          "ExpiredTokenException", "The security token included in the request is expired");
    }
  }

  /** Takes as long for any wrong text, so that none can be found out byte by byte. */
  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static AwsException invalid(String message) {
    return new AwsException("InvalidSignatureException", message);
  }

  private static AwsException unrecognized() {
    return new AwsException(
        "UnrecognizedClientException", "The security token included in the request is invalid.");
  }
}
