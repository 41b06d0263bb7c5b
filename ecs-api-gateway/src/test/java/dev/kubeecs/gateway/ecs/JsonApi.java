package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * Another API of the account that speaks awsJson, called without an SDK. Bodies may have single
 * quotes for double ones.
 *
 * @param signedFor the service's name in signatures
 * @param target what stands before the operation in the header X-Amz-Target
 * @param version of awsJson: 1.0 or 1.1
 */
public record JsonApi(EcsApi api, String signedFor, String target, String version) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a call that succeeds answers; a missing node if that is nothing. */
  public JsonNode ok(String operation, String body) {
    HttpResponse<String> response = call(operation, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body().isEmpty() ? JSON.missingNode() : json(response);
  }

  /** The error that a call answers with this status. */
  public JsonNode error(String operation, String body, int status) {
    HttpResponse<String> response = call(operation, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return json(response);
  }

  /** A call is refused like this, in a message that contains that. */
  public void refused(String operation, String body, int status, String code, String message) {
    JsonNode error = error(operation, body, status);
    assertThat(error.get("__type").asText()).as(error.toString()).isEqualTo(code);
    assertThat(error.get("message").asText()).contains(message);
  }

  private HttpResponse<String> call(String operation, String body) {
    return api.gateway()
        .send(
            HttpRequest.newBuilder(api.gateway().address())
                .header("X-Amz-Target", target + "." + operation)
                .header("Content-Type", "application/x-amz-json-" + version)
                .header(
                    "Authorization",
                    ("AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/%s/aws4_request, "
                            + "SignedHeaders=host, Signature=0")
                        .formatted(api.account().id(), signedFor))
                .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                .build());
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("the answer is no JSON: " + response.body(), e);
    }
  }
}
