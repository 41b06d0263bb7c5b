package dev.kubeecs.operator.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiringAlertsTest {

  private final AtomicReference<String> asked = new AtomicReference<>();
  private String answer;
  private int status = 200;
  private HttpServer prometheus;

  @BeforeEach
  void start() throws IOException {
    prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    prometheus.createContext(
        "/",
        exchange -> {
          asked.set(exchange.getRequestURI().toString());
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    prometheus.start();
  }

  @AfterEach
  void stop() {
    prometheus.stop(0);
  }

  @Test
  void thoseThatFire() throws Exception {
    // Prometheus, HTTP API, instant queries.
    answer =
        """
        {"status": "success", "data": {"resultType": "vector", "result": [
          {"metric": {"__name__": "ALERTS", "alertname": "Errors", "alertstate": "firing", "namespace": "shop", "pod": "a"}, "value": [1, "1"]},
          {"metric": {"__name__": "ALERTS", "alertname": "Errors", "alertstate": "firing", "namespace": "shop", "pod": "b"}, "value": [1, "1"]},
          {"metric": {"__name__": "ALERTS", "alertname": "Latency", "alertstate": "firing"}, "value": [1, "1"]}]}}
        """;
    assertThat(alerts("").get())
        .containsExactlyInAnyOrder(
            new Alert("Errors", Optional.of("shop")), new Alert("Latency", Optional.empty()));
    assertThat(asked.get()).isEqualTo("/api/v1/query?query=ALERTS%7Balertstate%3D%22firing%22%7D");
  }

  @Test
  void aPrometheusBelowAPath() throws Exception {
    answer = "{\"status\": \"success\", \"data\": {\"resultType\": \"vector\", \"result\": []}}";
    assertThat(alerts("/prometheus/").get()).isEmpty();
    assertThat(asked.get()).startsWith("/prometheus/api/v1/query?");
  }

  @Test
  void oneThatDoesNotAnswerAsItShould() {
    answer = "busy";
    status = 503;
    assertThatThrownBy(() -> alerts("").get())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503");
  }

  @Test
  void oneThatAnswersSomethingElse() {
    answer = "{}";
    assertThatThrownBy(() -> alerts("").get()).isInstanceOf(IOException.class);
  }

  @Test
  void anAlertWithANamespaceIsAboutThatNamespace() {
    assertThat(new Alert("Errors", Optional.of("shop")).concerns("shop")).isTrue();
    assertThat(new Alert("Errors", Optional.of("shop")).concerns("blog")).isFalse();
    assertThat(new Alert("Errors", Optional.empty()).concerns("blog")).isTrue();
  }

  private FiringAlerts alerts(String path) {
    return new FiringAlerts("http://127.0.0.1:" + prometheus.getAddress().getPort() + path);
  }
}
