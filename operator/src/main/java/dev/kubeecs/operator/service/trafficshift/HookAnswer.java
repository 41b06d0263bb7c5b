package dev.kubeecs.operator.service.trafficshift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;

/**
 * What a hook has answered. Source: the ECS developer guide, "Lambda hooks for Amazon ECS service
 * deployments".
 *
 * @param status what becomes of the deployment
 * @param callBackDelay when to call again, while it is in progress
 * @param hookDetails what to give it at the next call, if it says so
 * @param reason why it failed
 */
public record HookAnswer(
    Status status, Duration callBackDelay, Optional<JsonNode> hookDetails, String reason) {

  private static final Duration CALL_BACK = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The values of {@code hookStatus}. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    IN_PROGRESS
  }

  /** A hook that is content. */
  public static HookAnswer succeeded() {
    return new HookAnswer(Status.SUCCEEDED, CALL_BACK, Optional.empty(), "");
  }

  /** A hook that is not, or that could not be called. */
  public static HookAnswer failed(String reason) {
    return new HookAnswer(Status.FAILED, CALL_BACK, Optional.empty(), reason);
  }

  /** What the body of an answer says; one without a valid hookStatus is a failure, as in ECS. */
  public static HookAnswer parse(String body) {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return failed("its answer is no JSON");
    }
    return switch (answer.path("hookStatus").asText()) {
      case "SUCCEEDED" -> succeeded();
      case "FAILED" -> failed("its hookStatus was FAILED");
      case "IN_PROGRESS" ->
          new HookAnswer(
              Status.IN_PROGRESS,
              answer.path("callBackDelay").isNumber()
                  ? Duration.ofSeconds(Math.max(0, answer.get("callBackDelay").asLong()))
                  : CALL_BACK,
              Optional.of(answer.path("hookDetails")).filter(JsonNode::isObject),
              "");
      default -> failed("its answer has no valid hookStatus");
    };
  }
}
