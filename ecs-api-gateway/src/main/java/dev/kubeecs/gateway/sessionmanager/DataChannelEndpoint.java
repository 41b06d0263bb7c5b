package dev.kubeecs.gateway.sessionmanager;

import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.sessionmanager.Admission.Admitted;
import dev.kubeecs.gateway.sessionmanager.DataChannel.Settings;
import dev.kubeecs.gateway.sessionmanager.Payloads.OpenDataChannel;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** Takes the websockets of clients: each shows its token first, and then is a {@link Session}. */
@Singleton
public final class DataChannelEndpoint {

  /** Where a session is found, before its id; the same path as at AWS. */
  public static final String PATH = "/v1/data-channel/";

  private static final Logger LOG = Logger.getLogger(DataChannelEndpoint.class);
  private static final Duration PATIENCE_WITH_TOKENS = Duration.ofSeconds(10);
  private static final Duration PATIENCE_WITH_ACKNOWLEDGEMENTS = Duration.ofMinutes(5);
  private static final Duration TICK = Duration.ofMillis(200);

  /** More often than proxies and our own HTTP server close what is idle. */
  private static final Duration PING = Duration.ofSeconds(20);

  private final Admission admission;
  private final Sessions sessions;
  private final ExecutorService threads;
  private final Clock clock;
  private final Settings settings;
  private final int mostSessions;

  DataChannelEndpoint(
      Admission admission,
      Sessions sessions,
      @VirtualThreads ExecutorService threads,
      Clock clock,
      GatewayConfiguration configuration) {
    this.admission = admission;
    this.sessions = sessions;
    this.threads = threads;
    this.clock = clock;
    this.settings =
        new Settings(
            PATIENCE_WITH_TOKENS,
            configuration.sessionIdleTimeout(),
            PATIENCE_WITH_ACKNOWLEDGEMENTS);
    this.mostSessions = configuration.mostSessions();
  }

  void register(@Observes Router router) {
    router.get(PATH + ":session").handler(this::receive);
  }

  private void receive(RoutingContext context) {
    if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
      context.next();
      return;
    }
    String id = context.pathParam("session");
    context
        .request()
        .toWebSocket()
        .onSuccess(socket -> awaitToken(socket, id, Vertx.currentContext()))
        .onFailure(problem -> LOG.debugf("a websocket could not be opened: %s", problem));
  }

  private void awaitToken(ServerWebSocket socket, String id, Context loop) {
    long late =
        loop.owner()
            .setTimer(
                PATIENCE_WITH_TOKENS.toMillis(), timer -> refuse(socket, id, "No token came."));
    socket.closeHandler(closed -> loop.owner().cancelTimer(late));
    socket.textMessageHandler(
        text -> {
          socket.textMessageHandler(null);
          loop.owner().cancelTimer(late);
          // Until the token has been looked at, nothing else is read.
          socket.pause();
          threads.execute(
              () -> {
                Optional<Admitted> admitted = admit(id, text);
                loop.runOnContext(ignored -> answer(socket, id, admitted, loop));
              });
        });
  }

  private Optional<Admitted> admit(String id, String text) {
    try {
      return Payloads.read(text, OpenDataChannel.class)
          .filter(open -> open.tokenValue() != null)
          .flatMap(open -> admission.admit(id, open.tokenValue()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "the token of session %s could not be looked at", id);
      return Optional.empty();
    }
  }

  private void answer(
      ServerWebSocket socket, String id, Optional<Admitted> admitted, Context loop) {
    if (socket.isClosed()) {
      return;
    }
    if (admitted.isEmpty()) {
      refuse(
          socket, id, "The token is not valid for this session, has expired or was used before.");
    } else if (sessions.count() >= mostSessions) {
      refuse(socket, id, "Too many sessions are open on this gateway. Try again later.");
    } else {
      begin(socket, id, admitted.get(), loop);
    }
  }

  private void begin(ServerWebSocket socket, String id, Admitted admitted, Context loop) {
    Session session = new Session(id, admitted, socket, loop, clock, threads);
    Vertx vertx = loop.owner();
    long ticks = vertx.setPeriodic(TICK.toMillis(), timer -> session.tick());
    long pings = vertx.setPeriodic(PING.toMillis(), timer -> socket.writePing(Buffer.buffer()));
    socket.binaryMessageHandler(session::received);
    socket.exceptionHandler(problem -> LOG.debugf("session %s: %s", id, problem));
    sessions.began(session);
    session.begin(settings);
    socket.closeHandler(
        closed -> {
          vertx.cancelTimer(ticks);
          vertx.cancelTimer(pings);
          session.abort("The client has gone.");
          sessions.ended(session);
        });
    socket.resume();
  }

  /** The plugin shows what it is told in this way; of a mere refusal it shows nothing. */
  private void refuse(ServerWebSocket socket, String id, String words) {
    Message closed = Message.channelClosed(id, words, clock.instant());
    socket.writeBinaryMessage(Buffer.buffer(MessageCodec.encode(closed)));
    socket.close();
  }
}
