package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.gateway.ecs.RawCalls.Answer;
import dev.kubeecs.gateway.protocol.Calls;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For every operation of the model: what is wrong with a request is answered as the model says. */
@EcsApiTest
class ErrorsOfEveryOperationIT {

  private static final ApiModel MODEL = Calls.ECS.model();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What any AWS service may answer before an operation is reached, and what is not built yet. */
  private static final Set<String> COMMON =
      Set.of("ValidationException", "SerializationException", "UnsupportedFeatureException");

  /** Operations that make, list or set something may well succeed where nothing is. */
  private static final Set<String> NEED_NOTHING =
      Set.of("Create", "Register", "List", "Put", "Run", "Discover", "Submit", "DeleteAccount");

  private final RawCalls calls;

  ErrorsOfEveryOperationIT(EcsApi api) {
    calls = new RawCalls(api);
    api.ecs().createCluster(r -> r.clusterName("demo"));
  }

  static Stream<Operation> operations() {
    return MODEL.operations().values().stream();
  }

  static Stream<Operation> operationsWithRequiredMembers() {
    return operations().filter(o -> members(o).anyMatch(Member::required));
  }

  static Stream<Operation> operationsInACluster() {
    return operations()
        .filter(o -> input(o).members().containsKey("cluster"))
        // An agent's endpoint is the same for every cluster, also for one that is yet to come.
        .filter(o -> !o.name().equals("DiscoverPollEndpoint"));
  }

  static Stream<Operation> operationsOnSomething() {
    return operations()
        .filter(o -> members(o).anyMatch(Member::required))
        .filter(o -> NEED_NOTHING.stream().noneMatch(o.name()::startsWith));
  }

  @ParameterizedTest
  @MethodSource("operationsWithRequiredMembers")
  void requiredMembersMayNotBeMissing(Operation operation) {
    members(operation)
        .filter(Member::required)
        .forEach(
            member -> {
              ObjectNode body = least(operation);
              body.remove(member.name());
              refused(operation, body);
            });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void membersMayNotHaveAnotherType(Operation operation) {
    members(operation)
        .forEach(
            member -> {
              ObjectNode body = least(operation);
              body.set(member.name(), wrong(MODEL.shape(member.shape())));
              Answer answer = refused(operation, body);
              assertThat(answer.error())
                  .as("%s %s", operation.name(), body)
                  .isIn("SerializationException", "UnsupportedFeatureException");
            });
  }

  @ParameterizedTest
  @MethodSource("operationsInACluster")
  void anAbsentClusterIsAnError(Operation operation) {
    refused(operation, least(operation).put("cluster", "absent"));
  }

  @ParameterizedTest
  @MethodSource("operationsOnSomething")
  void anAbsentResourceIsAnErrorOrAFailure(Operation operation) {
    ObjectNode body = least(operation);
    if (input(operation).members().containsKey("cluster") && !body.has("cluster")) {
      body.put("cluster", "demo");
    }
    Answer answer = calls.send(operation.name(), body);
    if (answer.status() == 200) {
      assertThat(answer.body().path("failures"))
          .as("failures of %s %s: %s", operation.name(), body, answer.body())
          .isNotEmpty();
    } else {
      listed(operation, body, answer);
    }
  }

  private Answer refused(Operation operation, ObjectNode body) {
    Answer answer = calls.send(operation.name(), body);
    listed(operation, body, answer);
    return answer;
  }

  private static void listed(Operation operation, ObjectNode body, Answer answer) {
    String call = operation.name() + " " + body + ": " + answer.body();
    assertThat(answer.status()).as(call).isEqualTo(400);
    assertThat(operation.errors().contains(answer.error()) || COMMON.contains(answer.error()))
        .as("%s lists its error: %s", operation.errors(), call)
        .isTrue();
  }

  /** A request with nothing but what the model requires, about things that do not exist. */
  private static ObjectNode least(Operation operation) {
    return least(input(operation));
  }

  private static ObjectNode least(Shape.Structure structure) {
    ObjectNode body = JSON.objectNode();
    structure.members().values().stream()
        .filter(Member::required)
        .forEach(member -> body.set(member.name(), value(MODEL.shape(member.shape()))));
    return body;
  }

  private static JsonNode value(Shape shape) {
    return switch (shape) {
      case Shape.Structure structure -> least(structure);
      case Shape.Listing list -> JSON.arrayNode().add(value(MODEL.shape(list.element())));
      case Shape.Mapping ignored -> JSON.objectNode();
      case Shape.Text ignored -> JSON.textNode("absent");
      case Shape.Enumeration enumeration -> JSON.textNode(enumeration.values().getFirst());
      case Shape.Numeric ignored -> JSON.numberNode(1);
      case Shape.Truth ignored -> JSON.booleanNode(false);
      case Shape.Timestamp ignored -> JSON.numberNode(1);
    };
  }

  private static JsonNode wrong(Shape shape) {
    return switch (shape) {
      case Shape.Structure ignored -> JSON.textNode("wrong");
      case Shape.Listing ignored -> JSON.objectNode().put("wrong", 1);
      case Shape.Mapping ignored -> JSON.arrayNode().add("wrong");
      case Shape.Text ignored -> JSON.arrayNode().add("wrong");
      case Shape.Enumeration ignored -> JSON.objectNode();
      case Shape.Numeric ignored -> JSON.textNode("wrong");
      case Shape.Truth ignored -> JSON.textNode("wrong");
      case Shape.Timestamp ignored -> JSON.textNode("wrong");
    };
  }

  private static Shape.Structure input(Operation operation) {
    return MODEL.structure(operation.input());
  }

  private static Stream<Member> members(Operation operation) {
    return input(operation).members().values().stream();
  }
}
