package dev.kubeecs.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;

/**
 * The leanest possible client of the ECS API, so that the client costs little of what is measured.
 *
 * @param endpoint a gateway in development mode
 * @param account 12 digits
 */
record EcsApi(URL endpoint, String account) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Sends one request, which must succeed, and reads its answer. */
  JsonNode call(String operation, String body) {
    try {
      return JSON.readTree(send(operation, body));
    } catch (IOException e) {
      throw new UncheckedIOException(operation, e);
    }
  }

  /** Sends one request, which must succeed. */
  byte[] send(String operation, String body) {
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint.openConnection();
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/x-amz-json-1.1");
      connection.setRequestProperty(
          "X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation);
      connection.setRequestProperty(
          "Authorization",
          "AWS4-HMAC-SHA256 Credential="
              + account
              + "/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0");
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.getBytes(UTF_8));
      }
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IllegalStateException(
            operation + ": " + new String(connection.getErrorStream().readAllBytes(), UTF_8));
      }
      try (InputStream in = connection.getInputStream()) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(operation, e);
    }
  }
}
