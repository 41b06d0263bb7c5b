package dev.kubeecs.operator.service;

import dev.kubeecs.localcluster.TestNamespace;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The Prometheus of {@code service/alarms/prometheus.yaml}, reached through a port-forward. */
final class RunningPrometheus implements AutoCloseable {

  private static final int PORT = 9090;

  private final LocalPortForward forward;

  private RunningPrometheus(LocalPortForward forward) {
    this.forward = forward;
  }

  static RunningPrometheus apply(TestNamespace namespace) throws IOException {
    try (InputStream manifest =
        RunningPrometheus.class.getResourceAsStream("/service/alarms/prometheus.yaml")) {
      String text =
          new String(manifest.readAllBytes(), StandardCharsets.UTF_8)
              .replace("${namespace}", namespace.name());
      namespace
          .client()
          .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
          .createOrReplace();
    }
    var pod = namespace.client().pods().withName("prometheus");
    pod.waitUntilReady(2, TimeUnit.MINUTES);
    return new RunningPrometheus(pod.portForward(PORT));
  }

  String address() {
    return "http://127.0.0.1:" + forward.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    forward.close();
  }
}
