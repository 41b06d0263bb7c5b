package dev.kubeecs.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.model.ApiModel.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the model's JSON into records. */
final class ModelReader {

  private ModelReader() {}

  static ApiModel read(JsonNode tree) {
    JsonNode metadata = tree.path("metadata");
    Map<String, Operation> operations = new LinkedHashMap<>();
    tree.path("operations")
        .properties()
        .forEach(entry -> operations.put(entry.getKey(), operation(entry.getValue())));
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tree.path("shapes")
        .properties()
        .forEach(entry -> shapes.put(entry.getKey(), shape(entry.getKey(), entry.getValue())));
    return new ApiModel(
        metadata.path("protocol").asText().equals("query") ? Protocol.QUERY : Protocol.JSON,
        metadata.path("apiVersion").asText(),
        metadata.path("targetPrefix").asText(),
        // Source: botocore, a service without a signing name signs with its endpoint's prefix.
        metadata.path("signingName").asText(metadata.path("endpointPrefix").asText()),
        Collections.unmodifiableMap(operations),
        Collections.unmodifiableMap(shapes));
  }

  private static Operation operation(JsonNode node) {
    List<String> errors = new ArrayList<>();
    node.path("errors").forEach(error -> errors.add(error.path("shape").asText()));
    return new Operation(
        node.path("name").asText(),
        node.at("/input/shape").asText(),
        node.at("/output/shape").asText(),
        errors,
        node.path("readonly").asBoolean());
  }

  private static Shape shape(String name, JsonNode node) {
    return switch (node.path("type").asText()) {
      case "structure" -> structure(name, node);
      case "list" -> new Shape.Listing(name, node.at("/member/shape").asText(), range(node));
      case "map" ->
          new Shape.Mapping(name, node.at("/key/shape").asText(), node.at("/value/shape").asText());
      case "string" -> string(name, node);
      case "integer" -> new Shape.Numeric(name, Shape.Numeric.Kind.INTEGER, range(node));
      case "long" -> new Shape.Numeric(name, Shape.Numeric.Kind.LONG, range(node));
      case "double", "float" -> new Shape.Numeric(name, Shape.Numeric.Kind.DOUBLE, range(node));
      case "boolean" -> new Shape.Truth(name);
      case "timestamp" -> new Shape.Timestamp(name);
      // Base64 on the wire.
      case "blob" -> new Shape.Text(name, range(node), Optional.empty(), true);
      default -> throw new IllegalArgumentException(name + " has a type the reader lacks: " + node);
    };
  }

  private static Shape structure(String name, JsonNode node) {
    Set<String> required =
        node.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    Map<String, Member> members = new LinkedHashMap<>();
    node.path("members")
        .properties()
        .forEach(
            entry -> {
              Member member =
                  Member.of(
                      entry.getKey(),
                      entry.getValue().path("shape").asText(),
                      required.contains(entry.getKey()),
                      entry.getValue().path("deprecated").asBoolean());
              members.put(member.name(), member);
            });
    return new Shape.Structure(
        name,
        Collections.unmodifiableMap(members),
        node.path("exception").asBoolean() ? Optional.of(status(node)) : Optional.empty(),
        node.path("document").asBoolean());
  }

  private static int status(JsonNode error) {
    return error.at("/error/httpStatusCode").asInt(error.path("fault").asBoolean() ? 500 : 400);
  }

  private static Shape string(String name, JsonNode node) {
    if (node.has("enum")) {
      return new Shape.Enumeration(
          name, node.path("enum").valueStream().map(JsonNode::asText).toList());
    }
    Optional<Pattern> pattern =
        Optional.ofNullable(node.get("pattern")).map(JsonNode::asText).map(Pattern::compile);
    return new Shape.Text(name, range(node), pattern, node.path("sensitive").asBoolean());
  }

  private static Range range(JsonNode node) {
    return new Range(
        Optional.ofNullable(node.get("min")).map(JsonNode::asDouble),
        Optional.ofNullable(node.get("max")).map(JsonNode::asDouble));
  }
}
