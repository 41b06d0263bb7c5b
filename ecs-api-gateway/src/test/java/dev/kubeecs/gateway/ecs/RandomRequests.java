package dev.kubeecs.gateway.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Shape;
import dev.kubeecs.resources.naming.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Requests whose members have the types of the model and values that mean something, nothing, or
 * harm. The same seed makes the same requests.
 */
final class RandomRequests {

  private static final ApiModel MODEL = ApiModel.load("ecs");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 6;

  private final Random random;
  private final List<String> texts;

  RandomRequests(long seed, Account account) {
    this.random = new Random(seed);
    this.texts =
        List.of(
            "demo",
            "web",
            "web:1",
            "hello",
            "default",
            "",
            " ",
            "a/b",
            "a/b/c",
            "../..",
            "arn:",
            account.clusterArn("demo"),
            account.serviceArn("demo", "hello"),
            account.taskDefinitionArn("web", 1),
            "arn:aws:ecs:us-east-1:999999999999:cluster/demo",
            "%s%d%n",
            "\u0000",
            "ä".repeat(300),
            "x".repeat(9000),
            "0".repeat(32),
            "99999999999999999999",
            "-1",
            "256",
            "512",
            "FARGATE",
            "enabled",
            "service:hello");
  }

  /** The body with some members of the operation's input added or replaced. */
  ObjectNode change(String operation, ObjectNode body) {
    Shape.Structure input = MODEL.structure(MODEL.operation(operation).orElseThrow().input());
    List<Member> members = new ArrayList<>(input.members().values());
    Collections.shuffle(members, random);
    members
        .subList(0, Math.min(members.size(), random.nextInt(3)))
        .forEach(member -> body.set(member.name(), value(MODEL.shape(member.shape()), 1)));
    return body;
  }

  /** A body of nothing but random members. */
  ObjectNode any(String operation) {
    return structure(MODEL.structure(MODEL.operation(operation).orElseThrow().input()), 0);
  }

  private ObjectNode structure(Shape.Structure structure, int depth) {
    ObjectNode node = JSON.objectNode();
    structure.members().values().stream()
        .filter(member -> random.nextInt(10) < (member.required() ? 9 : 4))
        .forEach(member -> node.set(member.name(), value(MODEL.shape(member.shape()), depth + 1)));
    return node;
  }

  private JsonNode value(Shape shape, int depth) {
    return switch (shape) {
      case Shape.Structure structure ->
          depth > DEEPEST ? JSON.objectNode() : structure(structure, depth);
      case Shape.Listing list -> {
        ArrayNode node = JSON.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          node.add(value(MODEL.shape(list.element()), depth + 1));
        }
        yield node;
      }
      case Shape.Mapping map ->
          JSON.objectNode().set(pick(texts), value(MODEL.shape(map.value()), depth + 1));
      case Shape.Text ignored -> JSON.textNode(pick(texts));
      case Shape.Enumeration enumeration -> JSON.textNode(pick(enumeration.values()));
      case Shape.Numeric ignored ->
          JSON.numberNode(pick(List.of(-1, 0, 1, 2, 80, 256, 65_536, Integer.MAX_VALUE)));
      case Shape.Truth ignored -> JSON.booleanNode(random.nextInt(4) == 0);
      case Shape.Timestamp ignored -> JSON.numberNode(1_700_000_000);
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
