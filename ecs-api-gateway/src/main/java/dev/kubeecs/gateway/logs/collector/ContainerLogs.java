package dev.kubeecs.gateway.logs.collector;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Reads what containers write from the API server, as {@code kubectl logs --follow} does. */
@Singleton
final class ContainerLogs {

  private final KubernetesClient client;

  ContainerLogs(KubernetesClient client) {
    this.client = client;
  }

  /** How reading came to its end. */
  enum End {
    /** Everything that the container had written has been read, and it has ended, as it seems. */
    COMPLETE,
    /** The container has not started yet. */
    NOT_STARTED,
    /** There is no such Pod any more. */
    GONE,
    /** The connection broke or was refused; what is missing can be read again. */
    BROKEN
  }

  /** Takes what arrives, on the thread that reads. */
  interface Receiver {
    /** Bytes of lines. */
    void receive(ByteBuffer bytes);

    /** Nothing has arrived for a second. */
    void idle();
  }

  /** Follows a container until it ends. Reads no faster than the receiver takes. */
  End follow(LogSource source, Optional<Instant> since, Receiver receiver)
      throws InterruptedException {
    Chunks chunks = new Chunks();
    HttpClient http = client.getHttpClient();
    HttpRequest request =
        http.newHttpRequestBuilder().uri(uri(source, since)).forStreaming().build();
    CompletableFuture<HttpResponse<AsyncBody>> answer =
        http.consumeBytes(request, (bytes, body) -> chunks.arrived(bytes));
    HttpResponse<AsyncBody> response;
    try {
      response = answer.get();
    } catch (ExecutionException e) {
      return End.BROKEN;
    } catch (InterruptedException e) {
      answer.thenAccept(late -> late.body().cancel());
      throw e;
    }
    AsyncBody body = response.body();
    try {
      return switch (response.code()) {
        case HttpURLConnection.HTTP_OK -> chunks.drain(body, receiver);
        case HttpURLConnection.HTTP_BAD_REQUEST -> End.NOT_STARTED;
        case HttpURLConnection.HTTP_NOT_FOUND -> End.GONE;
        default -> End.BROKEN;
      };
    } finally {
      // To cancel is to close the connection, and that of a complete answer is somebody else's now.
      if (!body.done().isDone()) {
        body.cancel();
      }
    }
  }

  private String uri(LogSource source, Optional<Instant> since) {
    return "%sapi/v1/namespaces/%s/pods/%s/log?container=%s&follow=true&timestamps=true%s"
        .formatted(
            client.getMasterUrl(),
            source.id().namespace(),
            source.pod(),
            source.container(),
            since.map(time -> "&sinceTime=" + time).orElse(""));
  }

  /** Hands chunks over from the thread of the HTTP client, one at a time. */
  private static final class Chunks {

    private static final Duration IDLE = Duration.ofSeconds(1);

    /** A chunk, or the end: an empty list. The next chunk comes only when it is asked for. */
    private final BlockingQueue<List<ByteBuffer>> arrived = new ArrayBlockingQueue<>(2);

    void arrived(List<ByteBuffer> bytes) {
      if (!bytes.isEmpty()) {
        arrived.add(bytes);
      }
    }

    End drain(AsyncBody body, Receiver receiver) throws InterruptedException {
      body.done().whenComplete((done, error) -> arrived.add(List.of()));
      body.consume();
      while (true) {
        List<ByteBuffer> chunk = arrived.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (chunk == null) {
          receiver.idle();
        } else if (chunk.isEmpty()) {
          return body.done().isCompletedExceptionally() ? End.BROKEN : End.COMPLETE;
        } else {
          chunk.forEach(receiver::receive);
          body.consume();
        }
      }
    }
  }
}
