package dev.kubeecs.gateway.sessionmanager;

import dev.kubeecs.gateway.sessionmanager.Admission.Admitted;
import dev.kubeecs.gateway.sessionmanager.DataChannel.Settings;
import dev.kubeecs.gateway.sessionmanager.DataChannel.Step;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * A session: carries out what its {@link DataChannel} decides. All of it happens on the event loop
 * of the client's connection, but for the command's own threads.
 */
final class Session {

  private final String id;
  private final Admitted admitted;
  private final ServerWebSocket socket;
  private final Context loop;
  private final Clock clock;
  private final Executor threads;
  private final CommandPump pump;
  private final Instant began;
  private DataChannel channel;
  private long bytesIn;
  private long bytesOut;

  /**
   * A session that has not begun.
   *
   * @param loop the event loop of the connection
   * @param threads run the command
   */
  Session(
      String id,
      Admitted admitted,
      ServerWebSocket socket,
      Context loop,
      Clock clock,
      Executor threads) {
    this.id = id;
    this.admitted = admitted;
    this.socket = socket;
    this.loop = loop;
    this.clock = clock;
    this.threads = threads;
    this.began = clock.instant();
    this.pump =
        new CommandPump(
            admitted.command(),
            bytes -> onLoop(() -> apply(channel.output(bytes, now()))),
            words -> onLoop(() -> apply(channel.ended(words, now()))));
  }

  String id() {
    return id;
  }

  Admitted admitted() {
    return admitted;
  }

  Instant began() {
    return began;
  }

  /** What the client was told at the end; empty if nothing went wrong. */
  String farewell() {
    return channel.farewell();
  }

  /** Bytes typed so far. */
  long bytesIn() {
    return bytesIn;
  }

  /** Bytes shown so far. */
  long bytesOut() {
    return bytesOut;
  }

  void begin(Settings settings) {
    apply(DataChannel.open(id, settings, now()));
  }

  void received(Buffer bytes) {
    try {
      Message message = MessageCodec.decode(bytes.getBytes());
      boolean room = pump.hasRoom(message.payload().length) && !socket.writeQueueFull();
      apply(channel.received(message, room, now()));
    } catch (MalformedMessageException e) {
      abort("The Session Manager plugin sent nonsense: " + e.getMessage());
    }
  }

  void tick() {
    apply(channel.tick(now()));
  }

  /** Ends the session at once. */
  void abort(String words) {
    apply(channel.aborted(words, now()));
  }

  /** The same, from any thread. */
  void abortLater(String words) {
    onLoop(() -> abort(words));
  }

  private void apply(Step step) {
    channel = step.channel();
    step.actions().forEach(this::perform);
  }

  private void perform(Action action) {
    switch (action) {
      case Action.Send send -> send(send.message());
      case Action.Start start -> pump.start(threads);
      case Action.Input typed -> {
        bytesIn += typed.bytes().length;
        pump.type(typed);
      }
      case Action.Resize resized -> pump.resize(resized);
      case Action.Consumed consumed -> pump.consumed();
      case Action.HangUp hangUp -> pump.hangUp();
      case Action.Close close -> {
        if (!socket.isClosed()) {
          socket.close();
        }
      }
    }
  }

  private void send(Message message) {
    if (socket.isClosed()) {
      return;
    }
    if (message.payloadType() == PayloadType.OUTPUT.number()) {
      bytesOut += message.payload().length;
    }
    // Fails only if the client goes away meanwhile, which ends the session.
    socket.writeBinaryMessage(Buffer.buffer(MessageCodec.encode(message)));
  }

  private void onLoop(Runnable work) {
    loop.runOnContext(ignored -> work.run());
  }

  private Instant now() {
    return clock.instant();
  }
}
