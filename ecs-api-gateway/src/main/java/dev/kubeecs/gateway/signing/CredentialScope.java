package dev.kubeecs.gateway.signing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credential of a SigV4 signature: {@code AKID/20150830/us-east-1/ecs/aws4_request}.
 *
 * @param accessKeyId the key that signed
 * @param date {@code yyyyMMdd}
 * @param region such as {@code us-east-1}
 * @param service such as {@code ecs}
 */
record CredentialScope(String accessKeyId, String date, String region, String service) {

  /** The last part of every scope. */
  static final String TERMINATOR = "aws4_request";

  private static final Pattern CREDENTIAL =
      Pattern.compile("([^/\\s,]+)/([0-9]{8})/([^/\\s,]+)/([^/\\s,]+)/" + TERMINATOR);

  /** Parses a credential; empty if it has not the five parts. */
  static Optional<CredentialScope> parse(String credential) {
    Matcher parts = CREDENTIAL.matcher(credential);
    return parts.matches()
        ? Optional.of(
            new CredentialScope(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
        : Optional.empty();
  }

  /** The scope without the key, as it is signed. */
  String signed() {
    return date + "/" + region + "/" + service + "/" + TERMINATOR;
  }
}
