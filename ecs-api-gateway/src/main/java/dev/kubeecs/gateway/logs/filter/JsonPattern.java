package dev.kubeecs.gateway.logs.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.function.Predicate;

/** {@code { $.level = "ERROR" && $.latency > 100 }}: for messages that are JSON. */
record JsonPattern(Predicate<JsonNode> expression) implements Predicate<String> {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  static JsonPattern parse(String text) {
    return new JsonPattern(new JsonPatternParser(text).parse());
  }

  @Override
  public boolean test(String message) {
    int start = 0;
    while (start < message.length() && Character.isWhitespace(message.charAt(start))) {
      start++;
    }
    // Most messages are no JSON, and an exception costs more than a look.
    if (start == message.length() || "{[".indexOf(message.charAt(start)) < 0) {
      return false;
    }
    try {
      return expression.test(JSON.readTree(message));
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
