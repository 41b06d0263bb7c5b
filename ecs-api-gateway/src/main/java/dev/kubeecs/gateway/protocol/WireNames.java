package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Names of members in JSON where the API begins them with a capital and our records do not. What
 * the model does not know keeps its name, and a value of another type than the model's is left as
 * it is: validation names both.
 */
final class WireNames {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, Boolean> DIFFER = new ConcurrentHashMap<>();

  private final ApiModel model;
  private final Function<Member, String> from;
  private final Function<Member, String> to;

  private WireNames(ApiModel model, Function<Member, String> from, Function<Member, String> to) {
    this.model = model;
    this.from = from;
    this.to = to;
  }

  /** Whether a request or answer has other names on the wire, however deep inside. */
  static boolean differ(ApiModel model, String shape) {
    if (shape.isEmpty()) {
      return false;
    }
    String key = model.targetPrefix() + "." + shape;
    Boolean known = DIFFER.get(key);
    if (known == null) {
      known = differ(model, model.shape(shape), new HashSet<>());
      DIFFER.put(key, known);
    }
    return known;
  }

  private static boolean differ(ApiModel model, Shape shape, Set<Shape> seen) {
    return switch (shape) {
      case Shape.Structure structure ->
          seen.add(structure)
              && structure.members().values().stream()
                  .anyMatch(
                      member ->
                          !member.name().equals(member.wireName())
                              || differ(model, model.shape(member.shape()), seen));
      case Shape.Listing list -> differ(model, model.shape(list.element()), seen);
      case Shape.Mapping map -> differ(model, model.shape(map.value()), seen);
      case Shape ignored -> false;
    };
  }

  /** A request with our names. */
  static JsonNode ours(ApiModel model, String shape, JsonNode request) {
    return differ(model, shape)
        ? new WireNames(model, Member::wireName, Member::name).renamed(model.shape(shape), request)
        : request;
  }

  /** An answer with the names of the wire. */
  static JsonNode theirs(ApiModel model, String shape, JsonNode answer) {
    return new WireNames(model, Member::name, Member::wireName).renamed(model.shape(shape), answer);
  }

  private JsonNode renamed(Shape shape, JsonNode value) {
    return switch (shape) {
      case Shape.Structure structure when value.isObject() -> structure(structure, value);
      case Shape.Listing list when value.isArray() -> list(model.shape(list.element()), value);
      case Shape.Mapping map when value.isObject() -> map(model.shape(map.value()), value);
      case Shape ignored -> value;
    };
  }

  private JsonNode structure(Shape.Structure structure, JsonNode value) {
    Map<String, Member> members = new HashMap<>();
    structure.members().values().forEach(member -> members.put(from.apply(member), member));
    ObjectNode renamed = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      Member member = members.get(entry.getKey());
      if (member == null) {
        renamed.set(entry.getKey(), entry.getValue());
      } else {
        renamed.set(to.apply(member), renamed(model.shape(member.shape()), entry.getValue()));
      }
    }
    return renamed;
  }

  private JsonNode list(Shape element, JsonNode value) {
    ArrayNode renamed = JSON.arrayNode(value.size());
    value.forEach(each -> renamed.add(renamed(element, each)));
    return renamed;
  }

  private JsonNode map(Shape element, JsonNode value) {
    ObjectNode renamed = JSON.objectNode();
    value
        .properties()
        .forEach(entry -> renamed.set(entry.getKey(), renamed(element, entry.getValue())));
    return renamed;
  }
}
