package dev.kubeecs.gateway.logs.holder;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.BoundOperation;
import dev.kubeecs.gateway.protocol.HttpCall;
import dev.kubeecs.gateway.protocol.Relay;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Passes calls of CloudWatch Logs on to the gateway that holds them. */
@Singleton
final class LogRelay implements Relay {

  private static final String RELAYED = "x-kube-ecs-relayed";
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "keep-alive", "transfer-encoding");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LogHolder holder;
  private final Vertx vertx;
  private HttpClient http;

  LogRelay(LogHolder holder, Vertx vertx) {
    this.holder = holder;
    this.vertx = vertx;
  }

  @Override
  public Optional<Relayed> relay(HttpCall call, BoundOperation operation) {
    if (!operation.service().name().equals("logs") || operation.handler().isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> other = holder.other();
    if (other.isPresent() && call.headers().first(RELAYED).isPresent()) {
      throw unavailable("the gateways do not agree yet on which of them holds the logs");
    }
    return other.map(address -> send(call, address));
  }

  private Relayed send(HttpCall call, URI address) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.method()))
            .setAbsoluteURI(address.resolve(call.path()).toString())
            .setTimeout(PATIENCE.toMillis());
    try {
      return client()
          .request(options)
          .compose(request -> withHeaders(request, call).send(Buffer.buffer(call.body())))
          .compose(
              response ->
                  response.body().map(body -> new Relayed(response.statusCode(), body.getBytes())))
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw unavailable("the gateway " + address + ", which holds the logs, does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("this gateway is ending");
    }
  }

  /** The Host header too stays as it is: it is signed. */
  private static HttpClientRequest withHeaders(HttpClientRequest request, HttpCall call) {
    for (String name : call.headers().names()) {
      if (!OF_THE_CONNECTION.contains(name)) {
        request.putHeader(name, call.headers().all(name));
      }
    }
    return request.putHeader(RELAYED, "true");
  }

  private synchronized HttpClient client() {
    if (http == null) {
      http = vertx.createHttpClient();
    }
    return http;
  }

  private static AwsException unavailable(String why) {
    return new AwsException("ServiceUnavailableException", "Try again: " + why + ".", 503);
  }
}
