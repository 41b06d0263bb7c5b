package dev.kubeecs.resources.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value that breaks one constraint of a schema, and where it stands in a manifest.
 *
 * @param path of the value: names of members and indices of elements
 * @param constraint the schema's word for it, such as {@code maxLength}
 * @param value missing if it is the absence that breaks the constraint
 */
record Violation(List<Object> path, String constraint, JsonNode value) {

  private static final String NO_PATTERN_TAKES = "!\n!";

  /** Every way to break, with one value, the constraints of what a manifest holds. */
  static List<Violation> of(JsonNode manifest, JSONSchemaProps schema) {
    List<Violation> violations = new ArrayList<>();
    collect(List.of("spec"), manifest.path("spec"), schema.getProperties().get("spec"), violations);
    return violations;
  }

  private static void collect(
      List<Object> path, JsonNode value, JSONSchemaProps schema, List<Violation> violations) {
    broken(value, schema)
        .forEach((constraint, wrong) -> violations.add(new Violation(path, constraint, wrong)));
    if (value.isObject() && !Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
      value
          .properties()
          .forEach(
              member ->
                  collect(
                      with(path, member.getKey()),
                      member.getValue(),
                      member(schema, member.getKey()),
                      violations));
      schema
          .getRequired()
          .forEach(
              name ->
                  violations.add(
                      new Violation(with(path, name), "required", MissingNode.getInstance())));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      collect(with(path, i), value.get(i), schema.getItems().getSchema(), violations);
    }
  }

  private static JSONSchemaProps member(JSONSchemaProps schema, String name) {
    return Optional.ofNullable(schema.getProperties().get(name))
        .orElseGet(() -> schema.getAdditionalProperties().getSchema());
  }

  private static Map<String, JsonNode> broken(JsonNode value, JSONSchemaProps schema) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    if (schema.getType() != null) {
      values.put("type", value.isTextual() ? BooleanNode.TRUE : TextNode.valueOf("wrong"));
    }
    if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
      values.put("enum", TextNode.valueOf("no-such-value"));
    }
    if (schema.getPattern() != null) {
      values.put("pattern", TextNode.valueOf(NO_PATTERN_TAKES));
    }
    if (schema.getMinLength() != null) {
      values.put("minLength", TextNode.valueOf("a".repeat(schema.getMinLength().intValue() - 1)));
    }
    if (schema.getMaxLength() != null) {
      values.put("maxLength", TextNode.valueOf("a".repeat(schema.getMaxLength().intValue() + 1)));
    }
    if (schema.getMinimum() != null) {
      values.put("minimum", number(schema, schema.getMinimum() - 1));
    }
    if (schema.getMaximum() != null) {
      values.put("maximum", number(schema, schema.getMaximum() + 1));
    }
    if (schema.getMinItems() != null) {
      values.put("minItems", repeated(value, schema.getMinItems() - 1));
    }
    if (schema.getMaxItems() != null) {
      values.put("maxItems", repeated(value, schema.getMaxItems() + 1));
    }
    return values;
  }

  private static JsonNode number(JSONSchemaProps schema, double value) {
    return schema.getType().equals("integer")
        ? JsonNodeFactory.instance.numberNode((long) value)
        : DoubleNode.valueOf(value);
  }

  private static ArrayNode repeated(JsonNode list, long times) {
    ArrayNode elements = JsonNodeFactory.instance.arrayNode();
    for (long i = 0; i < times; i++) {
      elements.add(list.path(0));
    }
    return elements;
  }

  private static List<Object> with(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }

  /** Puts the value into a manifest. */
  void breaks(JsonNode manifest) {
    JsonNode parent = manifest;
    for (Object step : path.subList(0, path.size() - 1)) {
      parent = step instanceof Integer index ? parent.get(index) : parent.get((String) step);
    }
    if (path.getLast() instanceof Integer index) {
      ((ArrayNode) parent).set(index, value);
    } else if (value.isMissingNode()) {
      ((ObjectNode) parent).remove((String) path.getLast());
    } else {
      ((ObjectNode) parent).set((String) path.getLast(), value);
    }
  }

  /** What is broken, wherever in a list it is. */
  String rule() {
    return field().replaceAll("\\[\\d+]", "[]") + ": " + constraint;
  }

  /** The field as the API server names it, such as {@code spec.tags[0].key}. */
  String field() {
    StringBuilder field = new StringBuilder();
    for (Object step : path) {
      field.append(step instanceof Integer ? "[" + step + "]" : "." + step);
    }
    return field.substring(1);
  }
}
