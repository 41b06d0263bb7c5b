package dev.kubeecs.gateway.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a server that closes the first connection once it has read a request. */
class ClosedConnectionsTest {

  private static final String ANSWER =
      "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"one\"}}";

  private ServerSocket server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getLocalPort())
                    .withNamespace("default")
                    .build())
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void aRequestIsDoneOnceMore() {
    Supplier<ConfigMap> read = () -> client.configMaps().withName("one").get();
    assertThat(ClosedConnections.repeat(read, read).getMetadata().getName()).isEqualTo("one");
  }

  @Test
  void whatIsDoneOnceMoreKnowsIt() {
    Supplier<ConfigMap> read = () -> client.configMaps().withName("one").get();
    ConfigMap other = new ConfigMapBuilder().withNewMetadata().endMetadata().build();
    assertThat(ClosedConnections.repeat(read, () -> other)).isSameAs(other);
  }

  @Test
  void otherFailuresAreNotRepeated() {
    IllegalStateException failure = new IllegalStateException("other");
    assertThatThrownBy(
            () ->
                ClosedConnections.repeat(
                    () -> {
                      throw failure;
                    },
                    () -> "again"))
        .isSameAs(failure);
  }

  private void serve() {
    try {
      for (int connection = 0; ; connection++) {
        try (Socket socket = server.accept()) {
          readRequest(socket);
          if (connection > 0) {
            socket
                .getOutputStream()
                .write(
                    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + ANSWER.length()
                            + "\r\n\r\n"
                            + ANSWER)
                        .getBytes(US_ASCII));
          }
        }
      }
    } catch (IOException e) {
      // the test has ended
    }
  }

  private static void readRequest(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    String line = reader.readLine();
    while (line != null && !line.isEmpty()) {
      line = reader.readLine();
    }
  }
}
