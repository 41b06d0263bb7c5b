package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.resources.naming.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of the ECS API as they come from the wire, and a dispatcher that permits everything. */
public final class Calls {

  /** The ECS API. */
  public static final Service ECS = Service.load("ecs");

  private Calls() {}

  /** A dispatcher over these handlers, without a cluster behind it. */
  public static Dispatcher dispatcher(Handlers... handlers) {
    return new Dispatcher(
        Operations.of(List.of(ECS), List.of(handlers)),
        (call, service) -> new Identity("test", Account.DEFAULT, Optional.empty()),
        account -> "default",
        (operation, caller, namespace) -> {},
        Relay.NOWHERE,
        () -> true);
  }

  /** A call of an ECS operation. */
  public static HttpCall ecs(String operation, String body) {
    return call(
        Map.of(
            "X-Amz-Target",
            ECS.model().targetPrefix() + "." + operation,
            "Content-Type",
            "application/x-amz-json-1.1"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** Any call of {@code POST /}. */
  public static HttpCall call(Map<String, String> headers, byte[] body) {
    return new HttpCall("POST", "/", "", Headers.of(new LinkedHashMap<>(headers).entrySet()), body);
  }

  /** The body of an answer. */
  public static JsonNode json(Answer answer) {
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("the answer is no JSON: " + answer, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
