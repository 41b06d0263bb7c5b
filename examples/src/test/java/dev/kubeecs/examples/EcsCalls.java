package dev.kubeecs.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The ECS API as it is on the wire, for requests that stand in files.
 *
 * @param endpoint a gateway in development mode
 * @param account 12 digits
 */
record EcsCalls(URI endpoint, String account) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was answered: 200 and a response, or the error. */
  record Answer(int status, JsonNode body) {

    boolean refused() {
      return status != 200;
    }

    /** Such as ClientException. */
    String errorCode() {
      return body.path("__type").asText().replaceFirst("^.*#", "");
    }

    String errorMessage() {
      return body.path(body.has("message") ? "message" : "Message").asText();
    }
  }

  /** The response to a request that must succeed. */
  JsonNode call(String operation, JsonNode request) {
    Answer answer = attempt(operation, request);
    if (answer.refused()) {
      throw new AssertionError(operation + ": " + answer.body());
    }
    return answer.body();
  }

  /** The answer to a request that may be refused. */
  Answer attempt(String operation, JsonNode request) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(endpoint)
                  .header("Content-Type", "application/x-amz-json-1.1")
                  .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
                  .header(
                      "Authorization",
                      "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/ecs/aws4_request, "
                              .formatted(account, AwsCli.REGION)
                          + "SignedHeaders=host, Signature=0")
                  .POST(BodyPublishers.ofString(request.toString()))
                  .build(),
              BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(operation, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
