package dev.kubeecs.gateway.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.gateway.GatewayProcess;
import dev.kubeecs.localcluster.KubernetesTest;
import dev.kubeecs.localcluster.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged gateway in development mode, as HTTP sees it. */
@KubernetesTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpEndpointIT {

  private static final int TEN_MEGABYTES = 10 << 20;

  private GatewayProcess gateway;

  @BeforeAll
  void start(TestCluster cluster) {
    gateway =
        GatewayProcess.start(
            "http-endpoint",
            Map.of(
                "KUBECONFIG", cluster.kubeconfig().toString(),
                "KUBE_ECS_DEVELOPMENT", "true",
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true"));
  }

  @AfterAll
  void stop() throws InterruptedException {
    gateway.close();
  }

  static List<BodyPublisher> tenMegabytes() {
    byte[] body = new byte[TEN_MEGABYTES];
    return List.of(
        BodyPublishers.ofByteArray(body),
        // Of unknown length: chunked.
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
  }

  @ParameterizedTest
  @MethodSource("tenMegabytes")
  void aBodyThatIsTooLarge(BodyPublisher body) {
    HttpResponse<String> response = gateway.send(gateway.ecs("RunTask").POST(body).build());

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).path("__type").asText()).isEqualTo("RequestEntityTooLargeException");
  }

  @Test
  void everyAnswerHasARequestIdAndLogAndMetricsKnowTheCall() {
    HttpResponse<String> response = call("RunTask", "{}");

    String requestId = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/x-amz-json-1.1");
    assertThat(gateway.get("/q/metrics").body())
        .contains(
            "kube_ecs_gateway_calls_seconds_count{action=\"ecs:RunTask\","
                + "code=\"InvalidParameterException\"}");
    JsonNode line =
        gateway.log().stream()
            .filter(text -> text.contains(requestId))
            .map(HttpEndpointIT::json)
            .findFirst()
            .orElseThrow();
    assertThat(line.at("/mdc/requestId").asText()).isEqualTo(requestId);
    assertThat(line.path("message").asText())
        .contains("ecs:RunTask InvalidParameterException")
        .contains("'taskDefinition'");
  }

  @Test
  void unknownMembersStandInAHeaderThatTheyCannotForge() {
    HttpResponse<String> response =
        call("RunTask", "{\"colour\": 1, \"a\\r\\nSet-Cookie: b\": 2, \"ä\": 3}");

    assertThat(response.headers().firstValue("x-kube-ecs-unknown-members"))
        .hasValue("colour, a??Set-Cookie:?b, ?");
    assertThat(response.headers().map()).doesNotContainKey("Set-Cookie");
    assertThat(gateway.get("/q/metrics").body())
        .contains("kube_ecs_gateway_unknown_members_total{action=\"ecs:RunTask\"}");
  }

  @Test
  void hostileNamesCannotForgeLogLines() {
    HttpResponse<String> response = call("RunTask", "{\"launchType\": \"x\\nroot: all is well\"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(gateway.log()).noneMatch(line -> line.startsWith("root:"));
  }

  @Test
  void otherPathsAndMethods() {
    assertThat(gateway.get("/").statusCode()).isEqualTo(404);
    assertThat(json(gateway.get("/")).path("__type").asText())
        .isEqualTo("UnknownOperationException");
    assertThat(gateway.get("/etc/passwd").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherContentTypeIsRefusedSoThatNoBrowserCanBeMadeToCall() {
    HttpResponse<String> response =
        gateway.send(
            gateway
                .ecs("RunTask")
                .setHeader("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(json(response).path("__type").asText()).isEqualTo("UnknownOperationException");
  }

  @Test
  void clientsThatGoAwayHurtNobody() throws IOException {
    sendAndLeave("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{\"half");
    sendAndLeave("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
    sendAndLeave("NONSENSE\r\n\r\n");

    assertThat(call("RunTask", "{}").statusCode()).isEqualTo(400);
    assertThat(gateway.log()).noneMatch(line -> line.contains("xception in thread"));
  }

  private void sendAndLeave(String text) throws IOException {
    try (Socket socket = new Socket(gateway.address().getHost(), gateway.address().getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "ready", "started"})
  void health(String kind) {
    assertThat(gateway.get("/q/health/" + kind).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> call(String operation, String body) {
    return gateway.send(gateway.ecs(operation).POST(BodyPublishers.ofString(body)).build());
  }

  private static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
