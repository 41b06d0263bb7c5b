package dev.kubeecs.operator.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a Prometheus which alerts fire. Source: Prometheus documentation, alerting rules: the series
 * {@code ALERTS} has the labels {@code alertname} and {@code alertstate}, and those of the alert.
 */
final class FiringAlerts {

  private static final String QUERY = "ALERTS{alertstate=\"firing\"}";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(PATIENCE)
          .build();
  private final URI query;

  /** Of the Prometheus at that address, such as {@code http://prometheus:9090}. */
  FiringAlerts(String address) {
    String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    query =
        URI.create(
            base + "/api/v1/query?query=" + URLEncoder.encode(QUERY, StandardCharsets.UTF_8));
  }

  /**
   * Those that fire now.
   *
   * @throws IOException if the Prometheus does not answer as it should
   */
  Set<Alert> get() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(query).timeout(PATIENCE).build(), BodyHandlers.ofString());
    if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(query + " answers with the HTTP status " + answer.statusCode());
    }
    JsonNode result = JSON.readTree(answer.body()).at("/data/result");
    if (!result.isArray()) {
      throw new IOException(query + " answers what no Prometheus would");
    }
    Set<Alert> alerts = new HashSet<>();
    for (JsonNode series : result) {
      JsonNode labels = series.path("metric");
      alerts.add(
          new Alert(
              labels.path("alertname").asText(),
              Optional.of(labels.path("namespace").asText()).filter(label -> !label.isEmpty())));
    }
    return alerts;
  }
}
