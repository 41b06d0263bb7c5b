package dev.kubeecs.gateway.store;

import io.vertx.core.http.HttpClosedException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Requests on pooled connections that the API server has closed meanwhile. Fabric8 repeats what
 * fails with an IOException; Vert.x tells of these by another exception. Source: Fabric8's
 * Kubernetes client, issue 7450.
 */
final class ClosedConnections {

  private ClosedConnections() {}

  /**
   * Does a request, and once more if its connection was closed without an answer.
   *
   * @param again knows that the first may have been carried out all the same
   */
  static <T> T repeat(Supplier<T> request, Supplier<T> again) {
    try {
      return request.get();
    } catch (RuntimeException e) {
      if (isClosed(e)) {
        return again.get();
      }
      throw e;
    }
  }

  private static boolean isClosed(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(HttpClosedException.class::isInstance);
  }
}
