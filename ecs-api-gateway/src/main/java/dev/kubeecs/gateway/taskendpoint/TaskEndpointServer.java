package dev.kubeecs.gateway.taskendpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.SharedKeys;
import dev.kubeecs.gateway.protocol.http.BodyReader;
import dev.kubeecs.gateway.protocol.http.HttpEndpoint;
import dev.kubeecs.gateway.telemetry.Telemetry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * The listener for containers: what they ask for by URL, and at {@code /} the AWS API, which asks
 * for signatures here as anywhere. Clients outside the cluster need not reach it.
 */
@Singleton
public final class TaskEndpointServer {

  private static final Logger LOG = Logger.getLogger(TaskEndpointServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST_HEADERS = 32 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Vertx vertx;
  private final TaskRequests requests;
  private final HttpEndpoint api;
  private final SharedKeys keys;
  private final LinkLocalService service;
  private final Telemetry telemetry;
  private final ExecutorService threads;
  private final GatewayConfiguration configuration;

  TaskEndpointServer(
      Vertx vertx,
      TaskRequests requests,
      HttpEndpoint api,
      SharedKeys keys,
      LinkLocalService service,
      Telemetry telemetry,
      @VirtualThreads ExecutorService threads,
      GatewayConfiguration configuration) {
    this.vertx = vertx;
    this.requests = requests;
    this.api = api;
    this.keys = keys;
    this.service = service;
    this.telemetry = telemetry;
    this.threads = threads;
    this.configuration = configuration;
  }

  void start(@Observes StartupEvent event) {
    if (configuration.taskEndpoint().port().isEmpty()) {
      LOG.info(
          "containers are served nothing: kube-ecs.task-endpoint.port says where to listen for them");
      return;
    }
    keys.get();
    int port = configuration.taskEndpoint().port().getAsInt();
    String host = configuration.taskEndpoint().host();
    vertx
        .createHttpServer(new HttpServerOptions().setMaxHeaderSize(LARGEST_HEADERS))
        .requestHandler(this::receive)
        .listen(port, host)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
        .join();
    LOG.infof("listening for containers on http://%s:%d", host, port);
    service.announce();
  }

  private void receive(HttpServerRequest request) {
    long started = System.nanoTime();
    BodyReader.read(
        request,
        configuration.maxBodySize().asLongValue(),
        body -> threads.execute(() -> answer(request, body, started)));
  }

  private void answer(HttpServerRequest request, BodyReader.Body body, long started) {
    if (request.path().equals("/")) {
      api.answer(request, body, started);
      return;
    }
    String requestId = UUID.randomUUID().toString();
    Reply reply =
        telemetry.withRequestId(
            requestId,
            () ->
                switch (body) {
                  case BodyReader.Complete complete -> reply(request, complete, requestId);
                  case BodyReader.TooLarge ignored -> new Reply(413, "the body is too large");
                });
    boolean text = reply.body() instanceof String;
    request
        .response()
        .setStatusCode(reply.status())
        .putHeader("Content-Type", text ? "text/plain; charset=utf-8" : "application/json")
        .end(text ? Buffer.buffer((String) reply.body()) : json(reply.body()));
  }

  private Reply reply(HttpServerRequest request, BodyReader.Complete body, String requestId) {
    try {
      return requests.answer(
          new TaskRequests.Asked(
              request.method().name(),
              request.path(),
              body.content().getBytes(),
              request.remoteAddress().hostAddress(),
              requestId));
    } catch (RuntimeException e) {
      LOG.errorf(e, "a container's request failed");
      return new Reply(500, "the request could not be processed");
    }
  }

  private static Buffer json(Object body) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
