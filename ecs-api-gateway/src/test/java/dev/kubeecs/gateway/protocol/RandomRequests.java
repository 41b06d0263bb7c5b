package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Bodies that look like what the model describes, with something odd here and there. */
final class RandomRequests {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> ODD_TEXTS =
      List.of("", " ", "\u0000", "\r\nX-Evil: 1", "💥", "../../etc", "'; --", "%s%n", "\uD800");

  private final ApiModel model;
  private final Random random;

  RandomRequests(ApiModel model, long seed) {
    this.model = model;
    this.random = new Random(seed);
  }

  /** The body of a request; usually valid JSON. */
  String body(Operation operation) {
    String body = value(model.shape(operation.input()), 0).toString();
    return one(20) ? body.substring(0, random.nextInt(body.length() + 1)) : body;
  }

  private JsonNode value(Shape shape, int depth) {
    if (one(40)) {
      return odd();
    }
    return switch (shape) {
      case Shape.Structure structure -> structure(structure, depth);
      case Shape.Listing list -> {
        var items = JSON.arrayNode();
        for (int item = random.nextInt(3); item > 0 && depth < 8; item--) {
          items.add(value(model.shape(list.element()), depth + 1));
        }
        yield items;
      }
      case Shape.Mapping map -> {
        ObjectNode entries = JSON.objectNode();
        for (int entry = random.nextInt(3); entry > 0 && depth < 8; entry--) {
          entries.set(oddText(), value(model.shape(map.value()), depth + 1));
        }
        yield entries;
      }
      case Shape.Text ignored -> JSON.textNode(one(3) ? oddText() : "demo");
      case Shape.Enumeration enumeration ->
          JSON.textNode(enumeration.values().get(random.nextInt(enumeration.values().size())));
      case Shape.Numeric ignored ->
          one(3) ? JSON.numberNode(random.nextDouble()) : JSON.numberNode(random.nextInt(100));
      case Shape.Truth ignored -> JSON.booleanNode(random.nextBoolean());
      case Shape.Timestamp ignored -> JSON.numberNode(one(3) ? random.nextLong() : 1_700_000_000.5);
    };
  }

  private ObjectNode structure(Shape.Structure structure, int depth) {
    ObjectNode members = JSON.objectNode();
    for (Member member : structure.members().values()) {
      if (member.required() ? !one(20) : one(2 + depth) && depth < 8) {
        members.set(member.name(), value(model.shape(member.shape()), depth + 1));
      }
    }
    if (one(10)) {
      members.set(oddText(), odd());
    }
    return members;
  }

  private JsonNode odd() {
    return switch (random.nextInt(9)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.arrayNode().addNull();
      case 2 -> JSON.objectNode();
      case 3 -> JSON.numberNode(BigInteger.TEN.pow(random.nextInt(300)));
      case 4 -> JSON.numberNode(-1);
      case 5 -> JSON.numberNode(Double.MAX_VALUE);
      case 6 -> JSON.booleanNode(true);
      case 7 -> JSON.textNode(oddText());
      default -> nested(random.nextInt(150));
    };
  }

  private static JsonNode nested(int depth) {
    JsonNode nested = JSON.arrayNode();
    for (int level = 0; level < depth; level++) {
      nested = JSON.arrayNode().add(nested);
    }
    return nested;
  }

  private String oddText() {
    return ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size()));
  }

  private boolean one(int of) {
    return random.nextInt(of) == 0;
  }
}
