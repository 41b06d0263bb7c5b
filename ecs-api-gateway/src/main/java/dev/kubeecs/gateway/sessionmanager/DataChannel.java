package dev.kubeecs.gateway.sessionmanager;

import dev.kubeecs.gateway.sessionmanager.Outbox.Sent;
import dev.kubeecs.gateway.sessionmanager.Payloads.Acknowledgement;
import dev.kubeecs.gateway.sessionmanager.Payloads.HandshakeComplete;
import dev.kubeecs.gateway.sessionmanager.Payloads.HandshakeRequest;
import dev.kubeecs.gateway.sessionmanager.Payloads.HandshakeResponse;
import dev.kubeecs.gateway.sessionmanager.Payloads.ProcessedAction;
import dev.kubeecs.gateway.sessionmanager.Payloads.RequestedAction;
import dev.kubeecs.gateway.sessionmanager.Payloads.Size;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our end of a data channel, after the client has shown its token. Immutable: every event makes a
 * new one and says what to do.
 *
 * <p>Messages of either direction are numbered and acknowledged, and sent again until they are. A
 * message of the client that comes out of order, or that there is no room for, is not acknowledged:
 * the client sends it again.
 *
 * @param sessionId the session
 * @param settings how patient it is
 * @param phase how far it is
 * @param openedAt when it began
 * @param usedAt when last something was typed or shown
 * @param nextInput number of the next message from the client
 * @param outbox what goes to the client
 * @param farewell what the client is told at the end; empty if nothing is wrong
 */
record DataChannel(
    String sessionId,
    Settings settings,
    Phase phase,
    Instant openedAt,
    Instant usedAt,
    long nextInput,
    Outbox outbox,
    String farewell) {

  /** The plugin only looks at it for port forwarding. */
  private static final String AGENT_VERSION = "3.3.0.0";

  private static final RequestedAction BE_A_TERMINAL =
      new RequestedAction("SessionType", Map.of("SessionType", "InteractiveCommands"));
  private static final int DONE = 1;
  private static final int TERMINATE_SESSION = 2;

  enum Phase {
    /** The client has been asked whether it can be a terminal. */
    HANDSHAKE,
    /** Input and output flow. */
    OPEN,
    /** The command is over; the client has not got all of its output yet. */
    DRAINING,
    /** All is said. */
    CLOSED
  }

  /**
   * How patient a channel is.
   *
   * @param handshake within which a client has to answer
   * @param idle after which an unused session ends
   * @param unacknowledged after which a client that acknowledges nothing is given up
   */
  record Settings(Duration handshake, Duration idle, Duration unacknowledged) {}

  /** What an event leads to: the channel from now on, and what to do in this order. */
  record Step(DataChannel channel, List<Action> actions) {
    Step {
      actions = List.copyOf(actions);
    }

    private Step then(Step next) {
      return new Step(
          next.channel(), Stream.concat(actions.stream(), next.actions().stream()).toList());
    }
  }

  /** A new channel, which asks the client to be the terminal of a command. */
  static Step open(String sessionId, Settings settings, Instant now) {
    Outbox outbox = Outbox.empty(sessionId);
    return new DataChannel(sessionId, settings, Phase.HANDSHAKE, now, now, 0, outbox, "")
        .send(
            PayloadType.HANDSHAKE_REQUEST,
            Payloads.write(new HandshakeRequest(AGENT_VERSION, List.of(BE_A_TERMINAL))),
            now);
  }

  /**
   * The client has sent a message.
   *
   * @param room whether there is room for its input
   */
  Step received(Message message, boolean room, Instant now) {
    if (phase == Phase.CLOSED) {
      return nothing();
    }
    return switch (message.type()) {
      case ACKNOWLEDGE ->
          Payloads.read(message.payload(), Acknowledgement.class)
              .flatMap(content -> outbox.find(content.sequenceNumber()))
              .map(sent -> acknowledged(sent, now))
              .orElseGet(this::nothing);
      case INPUT_STREAM_DATA -> input(message, room, now);
      case OUTPUT_STREAM_DATA, CHANNEL_CLOSED, START_PUBLICATION, PAUSE_PUBLICATION -> nothing();
    };
  }

  /** The command has said something. */
  Step output(byte[] bytes, Instant now) {
    return phase == Phase.OPEN ? used(now).send(PayloadType.OUTPUT, bytes, now) : nothing();
  }

  /**
   * The command is over. The client is told as soon as it has all of the output.
   *
   * @param words what went wrong; empty if nothing did
   */
  Step ended(String words, Instant now) {
    return phase == Phase.HANDSHAKE || phase == Phase.OPEN
        ? with(Phase.DRAINING, words).closeIfDrained(now)
        : nothing();
  }

  /** The session has to end now, whatever the client has got of it. */
  Step aborted(String words, Instant now) {
    return phase == Phase.CLOSED ? nothing() : with(phase, words).close(now);
  }

  /** Time has passed. */
  Step tick(Instant now) {
    if (phase == Phase.CLOSED) {
      return nothing();
    }
    if (phase == Phase.HANDSHAKE && passed(settings.handshake(), openedAt, now)) {
      return aborted("The Session Manager plugin did not answer the handshake.", now);
    }
    if (phase == Phase.OPEN && passed(settings.idle(), usedAt, now)) {
      return aborted("Your session timed out due to inactivity.", now);
    }
    if (outbox.waiting(now).compareTo(settings.unacknowledged()) >= 0) {
      return aborted("The Session Manager plugin acknowledges nothing any more.", now);
    }
    return outbox.due(now)
        ? new Step(
            with(outbox.resent(now)), List.of(new Action.Send(outbox.sent().getFirst().message())))
        : nothing();
  }

  private Step input(Message message, boolean room, Instant now) {
    if (message.sequenceNumber() > nextInput || !room) {
      return nothing();
    }
    Action acknowledgement = new Action.Send(Message.acknowledging(message, now));
    if (message.sequenceNumber() < nextInput) {
      return new Step(this, List.of(acknowledgement));
    }
    DataChannel next = afterInput();
    Optional<PayloadType> type = PayloadType.of(message.payloadType());
    return new Step(next, List.of(acknowledgement))
        .then(
            type.map(known -> next.payload(known, message.payload(), now))
                .orElseGet(next::nothing));
  }

  private Step payload(PayloadType type, byte[] payload, Instant now) {
    return switch (type) {
      case HANDSHAKE_RESPONSE -> phase == Phase.HANDSHAKE ? shaken(payload, now) : nothing();
      case OUTPUT ->
          phase == Phase.OPEN ? new Step(used(now), List.of(new Action.Input(payload))) : nothing();
      case SIZE -> resized(payload);
      case FLAG ->
          payload.length == Integer.BYTES && ByteBuffer.wrap(payload).getInt() == TERMINATE_SESSION
              ? aborted("", now)
              : nothing();
      case NONE, HANDSHAKE_REQUEST, HANDSHAKE_COMPLETE -> nothing();
    };
  }

  private Step resized(byte[] payload) {
    return Payloads.read(payload, Size.class)
        .filter(size -> size.columns() > 0 && size.rows() > 0)
        .map(size -> new Step(this, List.of(new Action.Resize(size.columns(), size.rows()))))
        .orElseGet(this::nothing);
  }

  private Step shaken(byte[] payload, Instant now) {
    HandshakeResponse response = Payloads.read(payload, HandshakeResponse.class).orElse(null);
    if (response == null || response.actions() == null) {
      return aborted("The Session Manager plugin answered the handshake with nonsense.", now);
    }
    List<String> problems =
        response.actions().stream()
            .filter(action -> action.status() != DONE)
            .map(ProcessedAction::error)
            .toList();
    if (!problems.isEmpty()) {
      return aborted("The Session Manager plugin cannot do this: " + problems, now);
    }
    long took = Duration.between(openedAt, now).toNanos();
    Step complete =
        with(Phase.OPEN, farewell)
            .used(now)
            .send(
                PayloadType.HANDSHAKE_COMPLETE,
                Payloads.write(new HandshakeComplete(took, "")),
                now);
    return complete.then(new Step(complete.channel(), List.of(new Action.Start())));
  }

  private Step acknowledged(Sent sent, Instant now) {
    boolean output = sent.message().payloadType() == PayloadType.OUTPUT.number();
    DataChannel next = with(outbox.without(sent, now));
    return new Step(next, output ? List.of(new Action.Consumed()) : List.of())
        .then(next.closeIfDrained(now));
  }

  private Step closeIfDrained(Instant now) {
    return phase == Phase.DRAINING && outbox.isEmpty() ? close(now) : nothing();
  }

  private Step close(Instant now) {
    return new Step(
        with(Phase.CLOSED, farewell).with(Outbox.empty(sessionId)),
        List.of(
            new Action.HangUp(),
            new Action.Send(Message.channelClosed(sessionId, farewell, now)),
            new Action.Close()));
  }

  private Step send(PayloadType type, byte[] payload, Instant now) {
    Outbox sent = outbox.with(type, payload, now);
    return new Step(with(sent), List.of(new Action.Send(sent.newest())));
  }

  private static boolean passed(Duration patience, Instant since, Instant now) {
    return Duration.between(since, now).compareTo(patience) >= 0;
  }

  private Step nothing() {
    return new Step(this, List.of());
  }

  private DataChannel with(Phase next, String words) {
    return new DataChannel(sessionId, settings, next, openedAt, usedAt, nextInput, outbox, words);
  }

  private DataChannel with(Outbox next) {
    return new DataChannel(sessionId, settings, phase, openedAt, usedAt, nextInput, next, farewell);
  }

  private DataChannel used(Instant now) {
    return new DataChannel(sessionId, settings, phase, openedAt, now, nextInput, outbox, farewell);
  }

  private DataChannel afterInput() {
    return new DataChannel(
        sessionId, settings, phase, openedAt, usedAt, nextInput + 1, outbox, farewell);
  }
}
