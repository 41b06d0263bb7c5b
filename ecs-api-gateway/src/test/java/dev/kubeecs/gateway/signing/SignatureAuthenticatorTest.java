package dev.kubeecs.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Calls;
import dev.kubeecs.gateway.protocol.Headers;
import dev.kubeecs.gateway.protocol.HttpCall;
import dev.kubeecs.gateway.protocol.Identity;
import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import dev.kubeecs.resources.naming.Account;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureAuthenticatorTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ServiceAccount TEAM = new ServiceAccount("team-a", "deployer");
  private static final List<String> SIGNED_HEADERS =
      List.of("content-type", "host", "x-amz-date", "x-amz-target");
  private static final AccessKey PERMANENT =
      new AccessKey("AKIDTEST", "secret", "123456789012", TEAM, Optional.empty(), Optional.empty());
  private static final AccessKey TEMPORARY =
      new AccessKey(
          "ASIATEST",
          "secret",
          "123456789012",
          TEAM,
          Optional.of("token"),
          Optional.of(NOW.plusSeconds(60)));
  private static final AccessKey EXPIRED =
      new AccessKey(
          "ASIAOLD", "secret", "123456789012", TEAM, Optional.of("token"), Optional.of(NOW));

  private final SignatureAuthenticator authenticator =
      new SignatureAuthenticator(
          (id, token) ->
              List.of(PERMANENT, TEMPORARY, EXPIRED).stream()
                  .filter(key -> key.id().equals(id))
                  .findFirst(),
          Clock.fixed(NOW, ZoneOffset.UTC),
          Duration.ofMinutes(15));

  @Test
  void aSignedRequestIsTheCallersOfTheKey() {
    assertThat(authenticate(signed(Map.of())))
        .isEqualTo(
            new Identity("AKIDTEST", new Account("123456789012", "eu-west-1"), Optional.of(TEAM)));
  }

  @Test
  void aTemporaryKeyNeedsItsToken() {
    Map<String, String> headers = Map.of("credential", "ASIATEST", "x-amz-security-token", "token");

    assertThat(authenticate(signed(headers)).accessKeyId()).isEqualTo("ASIATEST");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          no signature           | authorization        | ""                            | MissingAuthenticationTokenException | Request is missing Authentication Token
          another scheme         | authorization        | Basic YTpi                    | IncompleteSignatureException        | Unsupported AWS 'algorithm'
          nothing in it          | authorization        | AWS4-HMAC-SHA256              | IncompleteSignatureException        | requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.
          half a credential      | authorization        | AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00 | IncompleteSignatureException | 5 slash-delimited elements
          no date                | x-amz-date           | ""                            | IncompleteSignatureException        | either a 'X-Amz-Date' or a 'Date' header
          a date that is none    | x-amz-date           | yesterday                     | IncompleteSignatureException        | ISO-8601 'basic format'. Got 'yesterday'
          an impossible date     | x-amz-date           | 20261341T999999Z              | IncompleteSignatureException        | ISO-8601
          another day            | x-amz-date           | 20260101T030405Z              | InvalidSignatureException           | Date in Credential scope does not match YYYYMMDD
          too late               | x-amz-date           | 20260102T024904Z              | InvalidSignatureException           | Signature expired: 20260102T024904Z is now earlier than 20260102T024905Z (20260102T030405Z - 15 min.)
          too early              | x-amz-date           | 20260102T031906Z              | InvalidSignatureException           | Signature not yet current: 20260102T031906Z is still later than 20260102T031905Z (20260102T030405Z + 15 min.)
          another service        | service              | sqs                           | InvalidSignatureException           | Credential should be scoped to correct service: 'ecs'
          an unknown key         | credential           | AKIDNOBODY                    | UnrecognizedClientException         | The security token included in the request is invalid.
          another secret         | secret               | guess                         | InvalidSignatureException           | The request signature we calculated does not match
          another operation      | tampered-target      | DeleteCluster                 | InvalidSignatureException           | The request signature we calculated does not match
          another body           | tampered-body        | {"count": 10}                 | InvalidSignatureException           | The request signature we calculated does not match
          host not signed        | signed-headers       | x-amz-date;x-amz-target       | InvalidSignatureException           | 'Host' must be a 'SignedHeader'
          operation not signed   | signed-headers       | host;x-amz-date               | InvalidSignatureException           | 'x-amz-target' must be a 'SignedHeader'
          a token of nobody      | x-amz-security-token | what                          | UnrecognizedClientException         | The security token included in the request is invalid.
          a token that is over   | expired              | token                         | ExpiredTokenException               | The security token included in the request is expired
          """)
  void refused(String name, String what, String value, String code, String message) {
    AwsException refusal =
        catchThrowableOfType(
            AwsException.class,
            () ->
                authenticate(
                    what.equals("expired")
                        ? signed(Map.of("credential", "ASIAOLD", "x-amz-security-token", value))
                        : signed(Map.of(what, value))));

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal).hasMessageContaining(message);
  }

  private Identity authenticate(HttpCall call) {
    return authenticator.authenticate(call, Calls.ECS);
  }

  /** A good request, but for what {@code changes} says. */
  private static HttpCall signed(Map<String, String> changes) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("host", "127.0.0.1:8080");
    headers.put("content-type", "application/x-amz-json-1.1");
    headers.put("x-amz-date", changes.getOrDefault("x-amz-date", "20260102T030405Z"));
    headers.put("x-amz-target", "AmazonEC2ContainerServiceV20141113.RunTask");
    List<String> signedHeaders = SIGNED_HEADERS;
    if (changes.containsKey("x-amz-security-token")) {
      headers.put("x-amz-security-token", changes.get("x-amz-security-token"));
      signedHeaders =
          List.of("content-type", "host", "x-amz-date", "x-amz-security-token", "x-amz-target");
    }
    if (changes.containsKey("signed-headers")) {
      signedHeaders = List.of(changes.get("signed-headers").split(";"));
    }
    CredentialScope scope =
        new CredentialScope(
            changes.getOrDefault("credential", "AKIDTEST"),
            "20260102",
            "eu-west-1",
            changes.getOrDefault("service", "ecs"));
    HttpCall unsigned = Calls.call(headers, "{}".getBytes(StandardCharsets.UTF_8));
    String signature =
        Signature.of(
            unsigned,
            signedHeaders,
            scope,
            headers.get("x-amz-date"),
            changes.getOrDefault("secret", "secret"));
    headers.put(
        "authorization",
        changes.getOrDefault(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(
                    scope.accessKeyId(),
                    scope.signed(),
                    String.join(";", signedHeaders),
                    signature)));
    if (changes.containsKey("tampered-target")) {
      headers.put(
          "x-amz-target", "AmazonEC2ContainerServiceV20141113." + changes.get("tampered-target"));
    }
    headers.values().removeIf(String::isEmpty);
    return new HttpCall(
        "POST",
        "/",
        "",
        Headers.of(headers.entrySet()),
        changes.getOrDefault("tampered-body", "{}").getBytes(StandardCharsets.UTF_8));
  }
}
