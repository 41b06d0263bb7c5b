package dev.kubeecs.gateway.protocol.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Reads a body up to a limit. What is beyond is read and thrown away, because a client that is
 * still sending would see a reset connection in place of an answer.
 */
public final class BodyReader {

  /** A client that sends more than this many times the limit is not waited for. */
  private static final long PATIENCE = 64;

  private final HttpServerRequest request;
  private final long limit;
  private final Consumer<Body> consumer;
  private final Buffer content = Buffer.buffer();
  private long received;

  private BodyReader(HttpServerRequest request, long limit, Consumer<Body> consumer) {
    this.request = request;
    this.limit = limit;
    this.consumer = consumer;
  }

  /** What was read. */
  public sealed interface Body {}

  /** The whole body. */
  public record Complete(Buffer content) implements Body {}

  /** There was more than the limit. */
  public record TooLarge() implements Body {}

  /** Hands the body to the consumer once, or not at all if the client goes away before. */
  public static void read(HttpServerRequest request, long limit, Consumer<Body> consumer) {
    BodyReader reader = new BodyReader(request, limit, consumer);
    request.handler(reader::receive);
    request.endHandler(end -> reader.end());
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private void receive(Buffer chunk) {
    received += chunk.length();
    if (received <= limit) {
      content.appendBuffer(chunk);
    } else if (received > limit * PATIENCE) {
      request.connection().close();
    }
  }

  private void end() {
    consumer.accept(received <= limit ? new Complete(content) : new TooLarge());
  }
}
