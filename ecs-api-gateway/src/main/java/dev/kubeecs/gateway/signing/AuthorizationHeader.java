package dev.kubeecs.gateway.signing;

import dev.kubeecs.gateway.protocol.AwsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A SigV4 {@code Authorization} header.
 *
 * @param credential who signed, and for what
 * @param signedHeaders lower-case names, in the order given
 * @param signature hexadecimal
 */
record AuthorizationHeader(
    CredentialScope credential, List<String> signedHeaders, String signature) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  AuthorizationHeader {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /**
   * Parses the header's value.
   *
   * @throws AwsException {@code IncompleteSignatureException} naming every part that is missing
   */
  static AuthorizationHeader parse(String value) {
    if (!algorithm(value).equals(ALGORITHM)) {
      throw incomplete("Unsupported AWS 'algorithm': the gateway verifies " + ALGORITHM + ".");
    }
    Map<String, String> parts = parts(value);
    List<String> missing = new ArrayList<>();
    for (String part : List.of("Credential", "Signature", "SignedHeaders")) {
      if (parts.getOrDefault(part, "").isEmpty()) {
        missing.add("Authorization header requires '" + part + "' parameter.");
      }
    }
    if (!missing.isEmpty()) {
      throw incomplete(String.join(" ", missing));
    }
    CredentialScope credential =
        CredentialScope.parse(parts.get("Credential"))
            .orElseThrow(
                () ->
                    incomplete(
                        "Credential must have exactly 5 slash-delimited elements, such as"
                            + " keyid/date/region/service/aws4_request."));
    return new AuthorizationHeader(
        credential, List.of(parts.get("SignedHeaders").split(";")), parts.get("Signature"));
  }

  /** The credential alone, if the header has one that can be read. */
  static Optional<CredentialScope> credentialOf(String value) {
    return Optional.ofNullable(parts(value).get("Credential")).flatMap(CredentialScope::parse);
  }

  private static String algorithm(String value) {
    int end = value.indexOf(' ');
    return end < 0 ? value : value.substring(0, end);
  }

  private static Map<String, String> parts(String value) {
    Map<String, String> parts = new HashMap<>();
    for (String part : value.substring(algorithm(value).length()).split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).trim(), part.substring(equals + 1).trim());
      }
    }
    return parts;
  }

  private static AwsException incomplete(String message) {
    return new AwsException("IncompleteSignatureException", message);
  }
}
