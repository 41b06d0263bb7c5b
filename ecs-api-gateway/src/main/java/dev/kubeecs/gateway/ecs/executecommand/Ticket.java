package dev.kubeecs.gateway.ecs.executecommand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a session is good for: one command in one container of one task. The client carries it as
 * its token; whoever issued it keeps only its digest.
 *
 * @param sessionId the session
 * @param namespace of the task
 * @param task its id
 * @param pod that the task is
 * @param container in the Pod
 * @param command its words
 * @param requestId of the call that asked for it
 * @param caller whose call it was, for the log
 * @param secret makes the token unguessable
 */
record Ticket(
    String sessionId,
    String namespace,
    String task,
    String pod,
    String container,
    List<String> command,
    String requestId,
    String caller,
    String secret) {

  private static final JsonMapper MAPPER = new JsonMapper();

  Ticket {
    requireNonNull(sessionId);
    requireNonNull(namespace);
    command = List.copyOf(command);
  }

  /** As the client carries it. */
  String token() {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(MAPPER.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a token says, which anybody may have made up; empty if it says nothing. */
  static Optional<Ticket> claimed(String token) {
    try {
      return Optional.ofNullable(
          MAPPER.readValue(Base64.getUrlDecoder().decode(token), Ticket.class));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Tells tokens apart without giving them away. */
  static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Without the secret and the command. */
  @Override
  public String toString() {
    return "%s for container %s of %s/%s".formatted(sessionId, container, namespace, task);
  }
}
