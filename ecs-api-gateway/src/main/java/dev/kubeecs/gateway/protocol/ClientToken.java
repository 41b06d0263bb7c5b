package dev.kubeecs.gateway.protocol;

import dev.kubeecs.model.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A client's promise that requests with the same token are one request, repeated. What is known of
 * it stands in the resource that the request made, so that it survives restarts and holds among
 * replicas.
 *
 * @param token as the client chose it
 * @param fingerprint of the request's content
 */
public record ClientToken(String token, String fingerprint) {

  private static final String FINGERPRINT = "kube-ecs.dev/request-fingerprint";

  /** An id of ECS: 32 hexadecimal digits. */
  private static final int ID_BYTES = 16;

  /** The token of a request, if it has one. */
  public static Optional<ClientToken> of(String clientToken, Request<?> request) {
    return Optional.ofNullable(clientToken)
        .filter(token -> !token.isEmpty())
        .map(token -> new ClientToken(token, fingerprint(request)));
  }

  /** A digest of everything that a request says. */
  public static String fingerprint(Request<?> request) {
    return HexFormat.of().formatHex(sha256(AwsJson.write(request)));
  }

  /** What the resource that the request makes carries as annotations; its spec has the token. */
  public Map<String, String> annotations() {
    return Map.of(FINGERPRINT, fingerprint);
  }

  /** Whether a resource with these annotations (may be null) was made by the very same request. */
  public boolean madeAlike(Map<String, String> annotations) {
    return annotations != null && fingerprint.equals(annotations.get(FINGERPRINT));
  }

  /**
   * The id of the n-th resource that a request makes. A repeated request comes to the same ids, so
   * that the API server's refusal of a second object of a name settles a race.
   */
  public String id(Call call, int index) {
    String source =
        String.join(
            "\n", call.namespace(), call.operation().name(), token, Integer.toString(index));
    return HexFormat.of().formatHex(sha256(source.getBytes(StandardCharsets.UTF_8)), 0, ID_BYTES);
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
