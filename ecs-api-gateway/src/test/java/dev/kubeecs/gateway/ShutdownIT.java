package dev.kubeecs.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.localcluster.KubernetesTest;
import dev.kubeecs.localcluster.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Ending the gateway cuts no call short. */
@KubernetesTest
class ShutdownIT {

  private static final String HEAD =
      """
      POST / HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/x-amz-json-1.1\r
      X-Amz-Target: AmazonEC2ContainerServiceV20141113.ListClusters\r
      Connection: close\r
      Content-Length: 2\r
      Expect: 100-continue\r
      \r
      """;

  @Test
  void aCallInFlightIsAnswered(TestCluster cluster) throws IOException, InterruptedException {
    try (GatewayProcess gateway =
            GatewayProcess.start(
                "shutdown",
                Map.of(
                    "KUBECONFIG",
                    cluster.kubeconfig().toString(),
                    "KUBE_ECS_DEVELOPMENT",
                    "true"));
        Socket socket = new Socket(gateway.address().getHost(), gateway.address().getPort())) {
      OutputStream request = socket.getOutputStream();
      InputStream answer = socket.getInputStream();
      request.write(HEAD.getBytes(StandardCharsets.US_ASCII));
      request.flush();
      assertThat(new String(answer.readNBytes(25), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

      Thread end = Thread.startVirtualThread(() -> stop(gateway));
      Awaitility.await("the gateway is ending")
          .until(() -> gateway.log().stream().anyMatch(line -> line.contains("Waiting for HTTP")));
      request.write("{}".getBytes(StandardCharsets.US_ASCII));
      request.flush();

      assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200")
          .contains("clusterArns");
      end.join();
    }
  }

  private static void stop(GatewayProcess gateway) {
    try {
      gateway.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
