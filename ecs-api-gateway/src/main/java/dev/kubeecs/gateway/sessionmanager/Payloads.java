package dev.kubeecs.gateway.sessionmanager;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payloads that are JSON, in the plugin's words. */
final class Payloads {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Payloads() {}

  /** The first thing that a client sends, as text: it shows its token. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OpenDataChannel(@JsonProperty("TokenValue") String tokenValue) {}

  /** That a message has arrived. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Acknowledgement(
      @JsonProperty("AcknowledgedMessageType") String type,
      @JsonProperty("AcknowledgedMessageId") String id,
      @JsonProperty("AcknowledgedMessageSequenceNumber") long sequenceNumber,
      @JsonProperty("IsSequentialMessage") boolean sequential) {}

  /** Asks the client to be the terminal of a command. */
  record HandshakeRequest(
      @JsonProperty("AgentVersion") String agentVersion,
      @JsonProperty("RequestedClientActions") List<RequestedAction> actions) {}

  /** One thing that is asked for. */
  record RequestedAction(
      @JsonProperty("ActionType") String type,
      @JsonProperty("ActionParameters") Map<String, Object> parameters) {}

  /** What the client made of it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record HandshakeResponse(
      @JsonProperty("ProcessedClientActions") List<ProcessedAction> actions,
      @JsonProperty("Errors") List<String> errors) {}

  /** What became of one thing asked for; the status is 1 if it was done. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ProcessedAction(
      @JsonProperty("ActionType") String type,
      @JsonProperty("ActionStatus") int status,
      @JsonProperty("Error") String error) {}

  /** The session begins; the time in nanoseconds. */
  record HandshakeComplete(
      @JsonProperty("HandshakeTimeToComplete") long took,
      @JsonProperty("CustomerMessage") String customerMessage) {}

  /** The size of the client's terminal in characters. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Size(@JsonProperty("cols") int columns, @JsonProperty("rows") int rows) {}

  /** The session is over; an empty output says that nothing is wrong. */
  record ChannelClosed(
      @JsonProperty("MessageId") String messageId,
      @JsonProperty("CreatedDate") String createdAt,
      @JsonProperty("SessionId") String sessionId,
      @JsonProperty("MessageType") String messageType,
      @JsonProperty("SchemaVersion") int schemaVersion,
      @JsonProperty("Output") String output) {}

  static byte[] write(Object payload) {
    try {
      return MAPPER.writeValueAsBytes(payload);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a payload; empty if it is not of that form. */
  static <T> Optional<T> read(byte[] payload, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(payload, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same of text. */
  static <T> Optional<T> read(String payload, Class<T> type) {
    return read(payload.getBytes(StandardCharsets.UTF_8), type);
  }
}
