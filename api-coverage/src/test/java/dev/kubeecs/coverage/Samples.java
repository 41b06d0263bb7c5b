package dev.kubeecs.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** JSON that asks for something, for every type that a member may have. */
final class Samples {

  /** Variants of one value that are tried: enough for the largest enumeration of a spec. */
  static final int VARIANTS = 16;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A text, a number, a known name, a volume's host path, and a size that all mean something. */
  private static final List<String> TEXTS = List.of("x", "1", "FARGATE");

  private Samples() {}

  /** The record behind a type, a list of it or a map to it; null if there is none. */
  static Class<?> record(Type type) {
    Class<?> element = type instanceof Class<?> raw ? raw : element(type);
    return element != null && element.isRecord() ? element : null;
  }

  /** Different values of a type. */
  static List<JsonNode> of(Type type) {
    return IntStream.range(0, VARIANTS).mapToObj(i -> variant(type, i, true)).distinct().toList();
  }

  /** A record of which texts, numbers and enumerations are given, but nothing is switched on. */
  static ObjectNode quiet(Class<?> record, int variant) {
    return structure(record, variant, false);
  }

  /** An element of a list or map wrapped as its type wants it. */
  static JsonNode wrap(Type type, JsonNode element) {
    if (type instanceof ParameterizedType generic) {
      return Map.class.isAssignableFrom((Class<?>) generic.getRawType())
          ? JSON.objectNode().set("x", element)
          : JSON.arrayNode().add(element);
    }
    return element;
  }

  private static JsonNode variant(Type type, int variant, boolean on) {
    if (type instanceof ParameterizedType) {
      return wrap(type, variant(elementType(type), variant, on));
    }
    return switch (type) {
      case Class<?> raw when raw.isRecord() -> structure(raw, variant, on);
      case Class<?> raw when raw.isEnum() ->
          JSON.textNode(raw.getEnumConstants()[variant % raw.getEnumConstants().length].toString());
      case Class<?> raw when raw == Boolean.class -> JSON.booleanNode(on);
      case Class<?> raw when Number.class.isAssignableFrom(raw) -> JSON.numberNode(1);
      case Class<?> raw when raw == Instant.class -> JSON.textNode("2026-01-01T00:00:00Z");
      case Class<?> raw when raw == String.class ->
          JSON.textNode(TEXTS.get(variant % TEXTS.size()));
      default -> JSON.objectNode();
    };
  }

  private static ObjectNode structure(Class<?> record, int variant, boolean on) {
    ObjectNode node = JSON.objectNode();
    for (RecordComponent component : record.getRecordComponents()) {
      Type type = component.getGenericType();
      if (on || record(type) == null && !(type instanceof ParameterizedType)) {
        node.set(component.getName(), variant(type, variant, on));
      }
    }
    return node;
  }

  private static Class<?> element(Type type) {
    return elementType(type) instanceof Class<?> raw ? raw : null;
  }

  private static Type elementType(Type type) {
    List<Type> arguments =
        new ArrayList<>(Arrays.asList(((ParameterizedType) type).getActualTypeArguments()));
    return arguments.getLast();
  }
}
