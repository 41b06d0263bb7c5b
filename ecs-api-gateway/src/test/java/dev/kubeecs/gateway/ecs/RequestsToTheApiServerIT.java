package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.TargetType;

/** What an operation costs the API server. */
@EcsApiTest
class RequestsToTheApiServerIT {

  private final EcsApi api;

  RequestsToTheApiServerIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.bridge(api.ecs(), "legacy");
    api.ecs()
        .createService(
            r -> r.cluster("demo").serviceName("hello").taskDefinition("legacy").desiredCount(1));
    api.ecs().runTask(r -> r.cluster("demo").taskDefinition("legacy").count(3));
  }

  static Stream<Arguments> reads() {
    return Stream.of(
        call(ecs -> ecs.describeClusters(r -> r.clusters("demo").include(ClusterField.STATISTICS))),
        call(EcsClient::listClusters),
        call(ecs -> ecs.describeTaskDefinition(r -> r.taskDefinition("legacy"))),
        call(EcsClient::listTaskDefinitions),
        call(EcsClient::listTaskDefinitionFamilies),
        call(
            ecs ->
                ecs.describeTasks(
                    r ->
                        r.cluster("demo").tasks(ecs.listTasks(l -> l.cluster("demo")).taskArns()))),
        call(ecs -> ecs.describeServices(r -> r.cluster("demo").services("hello"))),
        call(ecs -> ecs.listServices(r -> r.cluster("demo"))),
        call(
            ecs ->
                ecs.describeContainerInstances(
                    r ->
                        r.cluster("demo")
                            .containerInstances(
                                ecs.listContainerInstances(l -> l.cluster("demo"))
                                    .containerInstanceArns()))),
        call(
            ecs ->
                ecs.listAttributes(
                    r -> r.cluster("demo").targetType(TargetType.CONTAINER_INSTANCE))),
        call(EcsClient::listAccountSettings));
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aReadCostsNothing(Consumer<EcsClient> read) {
    assertThat(cost(read)).isZero();
  }

  static Stream<Arguments> writes() {
    return Stream.of(
        Arguments.of(1, write(ecs -> ecs.createCluster(r -> r.clusterName("another")))),
        Arguments.of(0, write(ecs -> ecs.createCluster(r -> r.clusterName("demo")))),
        Arguments.of(1, write(ecs -> Fixtures.bridge(ecs, "legacy"))),
        Arguments.of(
            10,
            write(ecs -> ecs.runTask(r -> r.cluster("demo").taskDefinition("legacy").count(10)))),
        Arguments.of(
            1,
            write(
                ecs ->
                    ecs.createService(
                        r ->
                            r.cluster("demo")
                                .serviceName("more")
                                .taskDefinition("legacy")
                                .desiredCount(1)))),
        Arguments.of(
            1,
            write(
                ecs -> ecs.updateService(r -> r.cluster("demo").service("hello").desiredCount(7)))),
        Arguments.of(0, write(ecs -> ecs.updateService(r -> r.cluster("demo").service("hello")))));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aWriteCostsOneRequestForEachResource(int requests, Consumer<EcsClient> write) {
    assertThat(cost(write)).isEqualTo(requests);
  }

  @Test
  void aRefusedRequestCostsNothing() {
    assertThat(
            cost(
                ecs ->
                    api.refused(
                        "ClientException",
                        refusing ->
                            refusing.runTask(r -> r.cluster("demo").taskDefinition("absent")))))
        .isZero();
  }

  private long cost(Consumer<EcsClient> call) {
    long before = api.requests();
    call.accept(api.ecs());
    return api.requests() - before;
  }

  private static Arguments call(Consumer<EcsClient> call) {
    return Arguments.of(call);
  }

  private static Consumer<EcsClient> write(Consumer<EcsClient> call) {
    return call;
  }
}
