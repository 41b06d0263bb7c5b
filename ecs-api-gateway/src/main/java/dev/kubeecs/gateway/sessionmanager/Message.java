package dev.kubeecs.gateway.sessionmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kubeecs.gateway.sessionmanager.Payloads.Acknowledgement;
import dev.kubeecs.gateway.sessionmanager.Payloads.ChannelClosed;
import java.time.Instant;
import java.util.UUID;

/**
 * A message of the data channel, in either direction.
 *
 * @param type what it is
 * @param createdAt to the millisecond
 * @param sequenceNumber counts the numbered messages of a direction, from 0
 * @param flags 1: the first of a stream; 2: the last of one
 * @param id of this message alone
 * @param payloadType number of a {@link PayloadType}, or one that we do not know
 * @param payload its content; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Message(
    MessageType type,
    Instant createdAt,
    long sequenceNumber,
    long flags,
    UUID id,
    int payloadType,
    byte[] payload) {

  private static final int SYN_AND_FIN = 3;

  /** Says that a numbered message has arrived. */
  static Message acknowledging(Message arrived, Instant now) {
    UUID id = UUID.nameUUIDFromBytes(("acknowledges " + arrived.id()).getBytes(UTF_8));
    Acknowledgement content =
        new Acknowledgement(
            arrived.type().wireName(), arrived.id().toString(), arrived.sequenceNumber(), true);
    return alone(MessageType.ACKNOWLEDGE, id, Payloads.write(content), now);
  }

  /**
   * Tells a client that its session is over.
   *
   * @param farewell what went wrong; empty if nothing did
   */
  static Message channelClosed(String sessionId, String farewell, Instant now) {
    UUID id = UUID.nameUUIDFromBytes((sessionId + " is closed").getBytes(UTF_8));
    MessageType type = MessageType.CHANNEL_CLOSED;
    ChannelClosed content =
        new ChannelClosed(
            id.toString(),
            Long.toString(now.toEpochMilli()),
            sessionId,
            type.wireName(),
            1,
            farewell);
    return alone(type, id, Payloads.write(content), now);
  }

  /** A message that is not numbered. */
  private static Message alone(MessageType type, UUID id, byte[] payload, Instant now) {
    return new Message(type, now, 0, SYN_AND_FIN, id, PayloadType.NONE.number(), payload);
  }

  /** Without the payload, which may hold secrets. */
  @Override
  public String toString() {
    return "%s %d (%d bytes of type %d)"
        .formatted(type, sequenceNumber, payload.length, payloadType);
  }
}
