package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidRevision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A part of an AppSpec.
 *
 * @param path where it stands, for messages
 * @param value what stands there
 */
record AppSpecNode(String path, JsonNode value) {

  /** Refuses keys other than these, however they are capitalized. */
  void allow(String... known) {
    for (String name : names()) {
      if (Arrays.stream(known).noneMatch(name::equalsIgnoreCase)) {
        throw invalidRevision("%s: %s is not known here.", path, name);
      }
    }
  }

  /** The names of its members. */
  List<String> names() {
    if (!value.isObject()) {
      throw invalidRevision("%s must be an object.", path);
    }
    return value.propertyStream().map(entry -> entry.getKey()).toList();
  }

  /** Its member of that name, however it is capitalized, if it says anything. */
  Optional<AppSpecNode> find(String name) {
    return names().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .map(present -> new AppSpecNode(path + "." + present, value.get(present)))
        .filter(member -> !member.value().isNull());
  }

  AppSpecNode required(String name) {
    return find(name).orElseThrow(() -> invalidRevision("%s: %s must be specified.", path, name));
  }

  List<AppSpecNode> elements() {
    if (!value.isArray()) {
      throw invalidRevision("%s must be a list.", path);
    }
    return value.valueStream().map(element -> new AppSpecNode(path, element)).toList();
  }

  String text() {
    if (!value.isValueNode() || value.asText().isBlank()) {
      throw invalidRevision("%s must be a text.", path);
    }
    return value.asText();
  }

  List<String> texts() {
    return elements().stream().map(AppSpecNode::text).toList();
  }

  /** A number, or a text that is one. */
  int number() {
    try {
      return Integer.parseInt(text());
    } catch (NumberFormatException e) {
      throw invalidRevision("%s must be a whole number.", path);
    }
  }

  <E extends Enum<E>> E oneOf(E[] values) {
    return Arrays.stream(values)
        .filter(known -> known.toString().equals(text()))
        .findFirst()
        .orElseThrow(
            () ->
                invalidRevision(
                    "%s must be one of %s.",
                    path,
                    Arrays.stream(values).map(Enum::toString).collect(Collectors.joining(", "))));
  }
}
