package dev.kubeecs.gateway.sessionmanager;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Messages as bytes, numbers big-endian: length of the header (116: all before the payload's
 * length), type (32 characters, blanks at the end), schema version, time in milliseconds, sequence
 * number, flags, id (its less significant half first), SHA-256 of the payload, type of the payload,
 * length of the payload, payload. Source: the Session Manager plugin.
 */
final class MessageCodec {

  private static final int TYPE_LENGTH = 32;
  private static final int DIGEST_LENGTH = 32;
  private static final int HEADER_LENGTH = 116;
  private static final int PAYLOAD_OFFSET = HEADER_LENGTH + Integer.BYTES;
  private static final int SCHEMA_VERSION = 1;

  private MessageCodec() {}

  static byte[] encode(Message message) {
    byte[] payload = message.payload();
    return ByteBuffer.allocate(PAYLOAD_OFFSET + payload.length)
        .putInt(HEADER_LENGTH)
        .put("%-32s".formatted(message.type().wireName()).getBytes(StandardCharsets.US_ASCII))
        .putInt(SCHEMA_VERSION)
        .putLong(message.createdAt().toEpochMilli())
        .putLong(message.sequenceNumber())
        .putLong(message.flags())
        .putLong(message.id().getLeastSignificantBits())
        .putLong(message.id().getMostSignificantBits())
        .put(sha256(payload))
        .putInt(message.payloadType())
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  /**
   * Reads a message.
   *
   * @throws MalformedMessageException if the bytes are none: cut off, changed or of another version
   */
  static Message decode(byte[] bytes) throws MalformedMessageException {
    if (bytes.length < PAYLOAD_OFFSET) {
      throw new MalformedMessageException(bytes.length + " bytes are less than a header");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    require(buffer.getInt() == HEADER_LENGTH, "the header has another length than 116");
    MessageType type = type(take(buffer, TYPE_LENGTH));
    require(buffer.getInt() == SCHEMA_VERSION, "the schema version is not 1");
    Instant createdAt = Instant.ofEpochMilli(buffer.getLong());
    long sequenceNumber = buffer.getLong();
    long flags = buffer.getLong();
    long leastSignificant = buffer.getLong();
    UUID id = new UUID(buffer.getLong(), leastSignificant);
    byte[] digest = take(buffer, DIGEST_LENGTH);
    int payloadType = buffer.getInt();
    require(buffer.getInt() == buffer.remaining(), "the payload has another length than told");
    byte[] payload = take(buffer, buffer.remaining());
    require(Arrays.equals(digest, sha256(payload)), "the payload is not the one of the digest");
    return new Message(type, createdAt, sequenceNumber, flags, id, payloadType, payload);
  }

  private static MessageType type(byte[] name) throws MalformedMessageException {
    // Blanks or zeros fill up a name; both have been seen.
    String type = new String(name, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
    return MessageType.of(type)
        .orElseThrow(() -> new MalformedMessageException("a message of an unknown type"));
  }

  private static byte[] take(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  private static void require(boolean satisfied, String problem) throws MalformedMessageException {
    if (!satisfied) {
      throw new MalformedMessageException(problem);
    }
  }

  private static byte[] sha256(byte[] payload) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(payload);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
