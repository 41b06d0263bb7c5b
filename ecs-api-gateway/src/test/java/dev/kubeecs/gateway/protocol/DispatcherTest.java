package dev.kubeecs.gateway.protocol;

import static dev.kubeecs.gateway.protocol.Calls.ECS;
import static dev.kubeecs.gateway.protocol.Calls.call;
import static dev.kubeecs.gateway.protocol.Calls.dispatcher;
import static dev.kubeecs.gateway.protocol.Calls.ecs;
import static dev.kubeecs.gateway.protocol.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.ecs.Cluster;
import dev.kubeecs.api.ecs.CreateClusterRequest;
import dev.kubeecs.api.ecs.CreateClusterResponse;
import dev.kubeecs.api.ecs.DescribeTasksRequest;
import dev.kubeecs.api.ecs.DescribeTasksResponse;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DispatcherTest {

  static Stream<String> operations() {
    return ECS.model().operations().keySet().stream();
  }

  @Test
  void theModelHas88Operations() {
    assertThat(operations()).hasSize(88);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationIsDispatched(String name) {
    Operation operation = ECS.model().operation(name).orElseThrow();
    Dispatcher dispatcher = dispatcher(operations -> register(operations, operation));

    Answer answer = dispatcher.answer(ecs(name, "{}"), "id");

    // The handler throws the name of the operation that it was called for.
    boolean wantsMembers =
        ECS.model().structure(operation.input()).members().values().stream()
            .anyMatch(Member::required);
    assertThat(answer.code()).isEqualTo(wantsMembers ? "InvalidParameterException" : name);
  }

  @SuppressWarnings("unchecked") // the class is looked up by name
  private static void register(Operations.Registration operations, Operation operation) {
    try {
      operations.on(
          (Class<Request<Object>>) Class.forName("dev.kubeecs.api.ecs." + operation.input()),
          (request, call) -> {
            throw new AwsException(call.operation().name(), "called");
          });
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationWithoutHandlerSaysSo(String name) {
    Answer answer = dispatcher().answer(ecs(name, "{}"), "id");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isIn("UnsupportedFeatureException", "InvalidParameterException");
    if (answer.code().equals("UnsupportedFeatureException")) {
      assertThat(answer.message()).contains(name);
    }
  }

  @Test
  void aHandlerGetsTheRequestAndItsResponseIsWritten() {
    Dispatcher dispatcher =
        dispatcher(
            operations ->
                operations.on(
                    CreateClusterRequest.class,
                    (request, call) ->
                        CreateClusterResponse.builder()
                            .cluster(
                                Cluster.builder()
                                    .clusterName(request.clusterName())
                                    .clusterArn(call.account().clusterArn(request.clusterName()))
                                    .build())
                            .build()));

    Answer answer = dispatcher.answer(ecs("CreateCluster", "{\"clusterName\": \"demo\"}"), "id");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("OK");
    assertThat(answer.requestId()).isEqualTo("id");
    assertThat(json(answer).at("/cluster/clusterArn").asText())
        .isEqualTo("arn:aws:ecs:us-east-1:000000000000:cluster/demo");
  }

  @Test
  void timestampsAreEpochSecondsWithMilliseconds() {
    Dispatcher dispatcher =
        dispatcher(
            operations ->
                operations.on(
                    DescribeTasksRequest.class,
                    (request, call) ->
                        DescribeTasksResponse.builder()
                            .tasks(
                                List.of(
                                    Task.builder()
                                        .createdAt(Instant.ofEpochMilli(1_700_000_000_123L))
                                        .build()))
                            .build()));

    Answer answer = dispatcher.answer(ecs("DescribeTasks", "{\"tasks\": [\"a\"]}"), "id");

    assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"tasks\":[{\"createdAt\":1700000000.123}]}");
  }

  @Test
  void whatBreaksInsideStaysInside() {
    Dispatcher dispatcher =
        dispatcher(
            operations ->
                operations.on(
                    CreateClusterRequest.class,
                    (request, call) -> {
                      throw new IllegalStateException("the password is swordfish");
                    }));

    Answer answer = dispatcher.answer(ecs("CreateCluster", "{}"), "id");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(json(answer).path("__type").asText()).isEqualTo("ServerException");
    assertThat(json(answer).toString()).doesNotContain("swordfish");
  }

  @Test
  void unknownMembersAreIgnoredAndNamed() {
    Answer answer =
        dispatcher(
                operations ->
                    operations.on(
                        CreateClusterRequest.class,
                        (request, call) -> CreateClusterResponse.builder().build()))
            .answer(
                ecs("CreateCluster", "{\"colour\": 1, \"tags\": [{\"key\": \"a\", \"x\": []}]}"),
                "id");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.unknownMembers()).containsExactly("colour", "tags[0].x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                              | The header X-Amz-Target",
        "AmazonEC2ContainerServiceV20141113.MakeCoffee   | MakeCoffee",
        "AmazonEC2ContainerServiceV20141113.             | not known",
        "RunTask                                         | not known",
        "DynamoDB_20120810.ListTables                    | DynamoDB_20120810.ListTables",
      })
  void unknownOperations(String target, String message) {
    Answer answer =
        dispatcher()
            .answer(
                call(
                    Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.1"),
                    new byte[0]),
                "id");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("UnknownOperationException");
    assertThat(answer.message()).contains(message);
  }

  @Test
  void twoHandlersOfOneOperationAreAMistakeFoundAtStart() {
    Handlers handlers =
        operations ->
            operations.on(
                CreateClusterRequest.class,
                (request, call) -> CreateClusterResponse.builder().build());

    assertThatThrownBy(() -> dispatcher(handlers, handlers))
        .hasMessageContaining("CreateClusterRequest has two handlers");
  }
}
