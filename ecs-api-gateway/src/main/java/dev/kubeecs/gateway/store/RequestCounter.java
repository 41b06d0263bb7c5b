package dev.kubeecs.gateway.store;

import io.fabric8.kubernetes.client.http.AsyncBody.Consumer;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts requests to the API server by method, resource and status. */
public final class RequestCounter implements Interceptor {

  /** The meter's name. */
  public static final String METER = "kube_ecs_api_server_requests";

  private static final Pattern RESOURCE =
      Pattern.compile("/apis?/(?:[^/]*\\.[^/]*/)?[^/]+/(?:namespaces/[^/]+/)?([^/]+).*");

  private final MeterRegistry meters;

  /** Counts into these meters. */
  public RequestCounter(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, Consumer<List<ByteBuffer>> consumer) {
    meters
        .counter(
            METER,
            "method",
            request.method(),
            "resource",
            resource(request.uri().getPath()),
            "status",
            Integer.toString(response.code()))
        .increment();
  }

  /** The plural of what a path is about: {@code ecstasks}. */
  static String resource(String path) {
    Matcher matcher = RESOURCE.matcher(path);
    return matcher.matches() ? matcher.group(1) : "other";
  }
}
