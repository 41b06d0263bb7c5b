package dev.kubeecs.gateway.protocol.http;

import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.protocol.Answer;
import dev.kubeecs.gateway.protocol.Dispatcher;
import dev.kubeecs.gateway.protocol.Headers;
import dev.kubeecs.gateway.protocol.HttpCall;
import dev.kubeecs.gateway.telemetry.Telemetry;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/** Takes calls from the HTTP server and answers each on a virtual thread of its own. */
@Singleton
public final class HttpEndpoint {

  private final Dispatcher dispatcher;
  private final Telemetry telemetry;
  private final ExecutorService threads;
  private final long maxBodySize;

  HttpEndpoint(
      Dispatcher dispatcher,
      Telemetry telemetry,
      @VirtualThreads ExecutorService threads,
      GatewayConfiguration configuration) {
    this.dispatcher = dispatcher;
    this.telemetry = telemetry;
    this.threads = threads;
    this.maxBodySize = configuration.maxBodySize().asLongValue();
  }

  void register(@Observes Router router) {
    router.route().last().handler(context -> receive(context.request()));
  }

  private void receive(HttpServerRequest request) {
    long started = System.nanoTime();
    BodyReader.read(
        request, maxBodySize, body -> threads.execute(() -> answer(request, body, started)));
  }

  /**
   * Answers a call whose body has been read, wherever it came in.
   *
   * @param started when, in nanoseconds of {@link System#nanoTime}
   */
  public void answer(HttpServerRequest request, BodyReader.Body body, long started) {
    String requestId = UUID.randomUUID().toString();
    Answer answer =
        telemetry.withRequestId(
            requestId,
            () ->
                switch (body) {
                  case BodyReader.Complete complete ->
                      dispatcher.answer(call(request, complete.content()), requestId);
                  case BodyReader.TooLarge ignored -> dispatcher.tooLarge(maxBodySize, requestId);
                });
    send(request.response(), answer);
    telemetry.record(answer, Duration.ofNanos(System.nanoTime() - started));
  }

  private static HttpCall call(HttpServerRequest request, Buffer body) {
    return new HttpCall(
        request.method().name(),
        request.path(),
        request.query() == null ? "" : request.query(),
        Headers.of(request.headers()),
        body.getBytes());
  }

  private static void send(HttpServerResponse response, Answer answer) {
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.contentType())
        .putHeader("x-amzn-RequestId", answer.requestId());
    if (!answer.unknownMembers().isEmpty()) {
      response.putHeader(
          "x-kube-ecs-unknown-members", UnknownMembers.headerValue(answer.unknownMembers()));
    }
    // Fails only if the client has gone away, and then nobody waits for it.
    response.end(Buffer.buffer(answer.body()));
  }
}
