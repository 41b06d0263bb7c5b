package dev.kubeecs.gateway.sessionmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The numbered messages to the client, until it has acknowledged them. Immutable.
 *
 * @param sessionId the session
 * @param next number of the next message
 * @param sent what the client has not acknowledged, oldest first
 * @param roundTrip how long an acknowledgement takes
 */
record Outbox(String sessionId, long next, List<Sent> sent, RoundTrip roundTrip) {

  private static final int SYN = 1;

  Outbox {
    sent = List.copyOf(sent);
  }

  /** A message to the client, and when it was sent first and last. */
  record Sent(Message message, Instant first, Instant last) {}

  static Outbox empty(String sessionId) {
    return new Outbox(sessionId, 0, List.of(), RoundTrip.UNKNOWN);
  }

  /** With one more message, the newest. */
  Outbox with(PayloadType type, byte[] payload, Instant now) {
    Message message =
        new Message(
            MessageType.OUTPUT_STREAM_DATA,
            now,
            next,
            next == 0 ? SYN : 0,
            UUID.nameUUIDFromBytes((sessionId + "/" + next).getBytes(UTF_8)),
            type.number(),
            payload);
    return new Outbox(
        sessionId,
        next + 1,
        Stream.concat(sent.stream(), Stream.of(new Sent(message, now, now))).toList(),
        roundTrip);
  }

  /** The message that was sent last, of those that have not been acknowledged. */
  Message newest() {
    return sent.getLast().message();
  }

  /** The message of that number, if it has not been acknowledged yet. */
  Optional<Sent> find(long sequenceNumber) {
    return sent.stream()
        .filter(each -> each.message().sequenceNumber() == sequenceNumber)
        .findFirst();
  }

  /** After a message has been acknowledged. */
  Outbox without(Sent acknowledged, Instant now) {
    // Of a message that was sent twice nobody knows which one the acknowledgement is for.
    boolean measurable = acknowledged.first().equals(acknowledged.last());
    return new Outbox(
        sessionId,
        next,
        sent.stream().filter(each -> each != acknowledged).toList(),
        measurable ? roundTrip.with(Duration.between(acknowledged.first(), now)) : roundTrip);
  }

  boolean isEmpty() {
    return sent.isEmpty();
  }

  /** For how long the oldest message has not been acknowledged. */
  Duration waiting(Instant now) {
    return isEmpty() ? Duration.ZERO : Duration.between(sent.getFirst().first(), now);
  }

  /** Whether the oldest message is to be sent again. */
  boolean due(Instant now) {
    return !isEmpty()
        && Duration.between(sent.getFirst().last(), now).compareTo(roundTrip.timeout()) >= 0;
  }

  /** After the oldest message has been sent again. */
  Outbox resent(Instant now) {
    Sent oldest = sent.getFirst();
    return new Outbox(
        sessionId,
        next,
        Stream.concat(
                Stream.of(new Sent(oldest.message(), oldest.first(), now)), sent.stream().skip(1))
            .toList(),
        roundTrip);
  }
}
