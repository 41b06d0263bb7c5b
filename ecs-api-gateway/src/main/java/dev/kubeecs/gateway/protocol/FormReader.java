package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Shape;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A form as the tree that JSON would be: {@code Names.member.1=web} is {@code names: [web]}. A
 * value that cannot be read as what the model says stays a text, so that validation names it.
 */
final class FormReader {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern INTEGRAL = Pattern.compile("[+-]?\\d{1,18}");

  /** Members of a list have indexes up to this: a form cannot make us count further. */
  private static final Pattern INDEX = Pattern.compile("[1-9]\\d{0,4}");

  private final ApiModel model;
  private final TreeMap<String, String> form;
  private final Set<String> read = new TreeSet<>();

  FormReader(ApiModel model, Map<String, String> form) {
    this.model = model;
    this.form = new TreeMap<>(form);
  }

  /** The request of that shape, with what the model does not know beside it. */
  ObjectNode read(String shape) {
    ObjectNode request = structure(model.structure(shape), "");
    form.forEach(
        (name, value) -> {
          if (!read.contains(name)) {
            request.put(name, value);
          }
        });
    return request;
  }

  private ObjectNode structure(Shape.Structure structure, String prefix) {
    ObjectNode tree = JSON.objectNode();
    for (Member member : structure.members().values()) {
      JsonNode value = value(model.shape(member.shape()), prefix + member.wireName());
      if (value != null) {
        tree.set(member.name(), value);
      }
    }
    return tree;
  }

  private JsonNode value(Shape shape, String name) {
    return switch (shape) {
      case Shape.Structure structure ->
          begins(name + ".") ? structure(structure, name + ".") : null;
      case Shape.Listing list -> list(list, name);
      case Shape.Mapping map -> map(map, name);
      case Shape.Text ignored -> text(name);
      case Shape.Enumeration ignored -> text(name);
      case Shape.Timestamp ignored -> text(name);
      case Shape.Numeric ignored -> number(name);
      case Shape.Truth ignored -> truth(name);
    };
  }

  private JsonNode list(Shape.Listing list, String name) {
    if (form.containsKey(name) && form.get(name).isEmpty()) {
      read.add(name);
      return JSON.arrayNode();
    }
    String prefix = name + ".member.";
    ArrayNode elements = JSON.arrayNode();
    for (int index : indexes(prefix)) {
      JsonNode element = value(model.shape(list.element()), prefix + index);
      elements.add(element == null ? JSON.nullNode() : element);
    }
    return elements.isEmpty() ? null : elements;
  }

  private JsonNode map(Shape.Mapping map, String name) {
    String prefix = name + ".entry.";
    ObjectNode entries = JSON.objectNode();
    for (int index : indexes(prefix)) {
      JsonNode key = text(prefix + index + ".key");
      JsonNode value = value(model.shape(map.value()), prefix + index + ".value");
      if (key != null && value != null) {
        entries.set(key.textValue(), value);
      }
    }
    return entries.isEmpty() ? null : entries;
  }

  private Set<Integer> indexes(String prefix) {
    Set<Integer> indexes = new TreeSet<>();
    for (String name : form.tailMap(prefix).keySet()) {
      if (!name.startsWith(prefix)) {
        break;
      }
      String index = name.substring(prefix.length()).split("\\.", 2)[0];
      if (INDEX.matcher(index).matches()) {
        indexes.add(Integer.valueOf(index));
      }
    }
    return indexes;
  }

  private JsonNode text(String name) {
    String value = form.get(name);
    if (value == null) {
      return null;
    }
    read.add(name);
    return JSON.textNode(value);
  }

  private JsonNode number(String name) {
    JsonNode text = text(name);
    return text != null && INTEGRAL.matcher(text.textValue()).matches()
        ? JSON.numberNode(Long.parseLong(text.textValue()))
        : text;
  }

  private JsonNode truth(String name) {
    JsonNode text = text(name);
    return text == null
        ? null
        : switch (text.textValue()) {
          case "true" -> JSON.booleanNode(true);
          case "false" -> JSON.booleanNode(false);
          default -> text;
        };
  }

  private boolean begins(String prefix) {
    String next = form.ceilingKey(prefix);
    return next != null && next.startsWith(prefix);
  }
}
