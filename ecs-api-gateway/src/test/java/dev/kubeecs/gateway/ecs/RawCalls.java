package dev.kubeecs.gateway.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Requests as JSON, for what no SDK would send. */
public record RawCalls(EcsApi api) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param body empty if there was none
   */
  public record Answer(int status, JsonNode body) {

    /** The error's name without a namespace; empty for a success. */
    public String error() {
      String type = body.path("__type").asText();
      return type.substring(type.indexOf('#') + 1);
    }
  }

  /** Calls an operation in the test's account. */
  public Answer send(String operation, JsonNode body) {
    HttpResponse<String> answer =
        api.gateway()
            .send(
                api.gateway()
                    .ecs(operation)
                    .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0"
                            .formatted(api.account().id()))
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build());
    return new Answer(answer.statusCode(), tree(answer.body()));
  }

  /** The JSON of a text; an empty object for an empty text. */
  public static JsonNode tree(String text) {
    try {
      return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
