package dev.kubeecs.resources.serialization;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * What the beginning of a watch event tells. The API server writes the event's type first, then the
 * object, whose kind and API version come before everything else.
 *
 * @param eventType ADDED, MODIFIED, DELETED, …
 * @param offset where in the event's text the object begins
 */
record WatchedObject(String eventType, String apiVersion, String kind, int offset) {

  /** Empty if the event is written in another order. */
  static Optional<WatchedObject> find(ObjectMapper mapper, String event) {
    try (JsonParser parser = mapper.createParser(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT || !"type".equals(parser.nextFieldName())) {
        return Optional.empty();
      }
      String type = parser.nextTextValue();
      if (!"object".equals(parser.nextFieldName())
          || parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      int offset = (int) parser.currentTokenLocation().getCharOffset();
      String first = parser.nextFieldName();
      String firstValue = parser.nextTextValue();
      String second = parser.nextFieldName();
      String secondValue = parser.nextTextValue();
      return typed(type, first, firstValue, second, secondValue, offset);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<WatchedObject> typed(
      String type, String first, String firstValue, String second, String secondValue, int offset) {
    if (firstValue == null || secondValue == null) {
      return Optional.empty();
    }
    if ("apiVersion".equals(first) && "kind".equals(second)) {
      return Optional.of(new WatchedObject(type, firstValue, secondValue, offset));
    }
    if ("kind".equals(first) && "apiVersion".equals(second)) {
      return Optional.of(new WatchedObject(type, secondValue, firstValue, offset));
    }
    return Optional.empty();
  }
}
