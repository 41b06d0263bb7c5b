package dev.kubeecs.gateway.sessionmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;

/** Messages as the plugin sends them. */
final class Messages {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Messages() {}

  static Message input(long sequenceNumber, PayloadType type, String payload) {
    return input(sequenceNumber, type, payload.getBytes(UTF_8));
  }

  static Message input(long sequenceNumber, PayloadType type, byte[] payload) {
    return new Message(
        MessageType.INPUT_STREAM_DATA,
        NOW,
        sequenceNumber,
        0,
        UUID.nameUUIDFromBytes(payload),
        type.number(),
        payload);
  }

  static Message acknowledging(long sequenceNumber) {
    return new Message(
        MessageType.ACKNOWLEDGE,
        NOW,
        0,
        3,
        new UUID(0, sequenceNumber),
        0,
        """
        {"AcknowledgedMessageType": "output_stream_data", "AcknowledgedMessageId": "any",
         "AcknowledgedMessageSequenceNumber": %d, "IsSequentialMessage": true}"""
            .formatted(sequenceNumber)
            .getBytes(UTF_8));
  }

  static Message handshakeResponse() {
    return input(
        0,
        PayloadType.HANDSHAKE_RESPONSE,
        """
        {"ClientVersion": "1.2.3.0", "Errors": null, "ProcessedClientActions": [
          {"ActionType": "SessionType", "ActionStatus": 1, "ActionResult": null, "Error": ""}]}""");
  }
}
