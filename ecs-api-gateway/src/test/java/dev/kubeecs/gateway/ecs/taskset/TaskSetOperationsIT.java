package dev.kubeecs.gateway.ecs.taskset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.service.EcsTaskSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsResponse;
import software.amazon.awssdk.services.ecs.model.ScaleUnit;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.ecs.model.TaskSetField;

@EcsApiTest
class TaskSetOperationsIT {

  private final EcsApi api;

  TaskSetOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.bridge(api.ecs(), "web");
  }

  @Test
  void fromCreationToDeletion() {
    external("moving", 10);
    TaskSet created =
        create("moving", r -> r.scale(s -> s.value(25.0).unit(ScaleUnit.PERCENT)).externalId("x"));
    assertThat(created.id()).matches("ecs-svc/\\d{19}");
    assertThat(created.taskSetArn())
        .isEqualTo(api.account().taskSetArn("demo", "moving", created.id()));
    assertThat(created.status()).isEqualTo("ACTIVE");
    assertThat(created.computedDesiredCount()).isEqualTo(3);
    assertThat(created.stabilityStatus()).isEqualTo(StabilityStatus.STABILIZING);
    assertThat(created.taskDefinition()).isEqualTo(api.account().taskDefinitionArn("web", 1));
    TaskSet other = create("moving", r -> r.tags(t -> t.key("a").value("b")));
    assertThat(other.scale().value()).isZero();
    assertThat(described("moving").taskSets())
        .extracting(TaskSet::id)
        .containsExactlyInAnyOrder(created.id(), other.id());

    assertThat(
            api.ecs()
                .updateTaskSet(
                    r ->
                        r.cluster("demo")
                            .service("moving")
                            .taskSet(created.taskSetArn())
                            .scale(s -> s.value(50.0).unit(ScaleUnit.PERCENT)))
                .taskSet()
                .computedDesiredCount())
        .isEqualTo(5);
    for (String primary : List.of(created.id(), other.id())) {
      assertThat(
              api.ecs()
                  .updateServicePrimaryTaskSet(
                      r -> r.cluster("demo").service("moving").primaryTaskSet(primary))
                  .taskSet()
                  .status())
          .isEqualTo("PRIMARY");
      assertThat(described("moving").taskSets())
          .filteredOn(t -> t.status().equals("PRIMARY"))
          .extracting(TaskSet::id)
          .containsExactly(primary);
    }
    DescribeTaskSetsResponse some =
        api.ecs()
            .describeTaskSets(
                r ->
                    r.cluster("demo")
                        .service("moving")
                        .taskSets(other.id(), "ecs-svc/1000000000000000001")
                        .include(TaskSetField.TAGS));
    assertThat(some.taskSets()).singleElement().satisfies(t -> assertThat(t.tags()).hasSize(1));
    assertThat(some.failures()).extracting(f -> f.reason()).containsExactly("MISSING");

    api.refused("InvalidParameterException", ecs -> ecs.deleteTaskSet(delete(created.id(), false)))
        .contains("scaled above 0");
    assertThat(api.ecs().deleteTaskSet(delete(created.id(), true)).taskSet().status())
        .isEqualTo("DRAINING");
    assertThat(described("moving").taskSets())
        .filteredOn(t -> t.id().equals(created.id()))
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.status()).isEqualTo("DRAINING");
              assertThat(t.computedDesiredCount()).isZero();
            });
    api.resources()
        .resources(EcsTaskSet.class)
        .list()
        .getItems()
        .forEach(set -> api.resources().resource(set).edit(TaskSetOperationsIT::released));
  }

  @Test
  void theSameRequestMakesOneTaskSet() {
    external("once", 1);
    TaskSet first = create("once", r -> r.clientToken("token"));
    assertThat(create("once", r -> r.clientToken("token")).id()).isEqualTo(first.id());
    api.refused(
        "InvalidParameterException",
        ecs ->
            ecs.createTaskSet(
                r ->
                    r.cluster("demo")
                        .service("once")
                        .taskDefinition("web")
                        .clientToken("token")
                        .externalId("other")));
    api.resources()
        .resources(EcsTaskSet.class)
        .list()
        .getItems()
        .forEach(set -> api.resources().resource(set).edit(TaskSetOperationsIT::released));
  }

  @Test
  void whatTheServiceDoesNotTake() {
    external("outside", 0);
    api.refused(
        "InvalidParameterException",
        ecs ->
            ecs.createService(
                r ->
                    r.cluster("demo")
                        .serviceName("bad")
                        .taskDefinition("web")
                        .deploymentController(d -> d.type(DeploymentControllerType.EXTERNAL))));
    api.refused(
        "InvalidParameterException",
        ecs -> ecs.updateService(r -> r.cluster("demo").service("outside").taskDefinition("web")));
    assertThat(
            api.ecs()
                .updateService(r -> r.cluster("demo").service("outside").desiredCount(4))
                .service()
                .desiredCount())
        .isEqualTo(4);
    api.ecs()
        .createService(
            r -> r.cluster("demo").serviceName("rolling").taskDefinition("web").desiredCount(0));
    api.refused(
        "InvalidParameterException",
        ecs -> ecs.createTaskSet(r -> r.cluster("demo").service("rolling").taskDefinition("web")));
    api.refused(
        "ServiceNotFoundException",
        ecs -> ecs.createTaskSet(r -> r.cluster("demo").service("none").taskDefinition("web")));
    api.refused(
        "TaskSetNotFoundException",
        ecs ->
            ecs.deleteTaskSet(
                r -> r.cluster("demo").service("outside").taskSet("ecs-svc/1000000000000000001")));
    api.refused(
        "ClientException",
        ecs -> ecs.createTaskSet(r -> r.cluster("demo").service("outside").taskDefinition("none")));
  }

  /** There is no operator here that would let go of it. */
  private static EcsTaskSet released(EcsTaskSet taskSet) {
    taskSet.getMetadata().setFinalizers(List.of());
    return taskSet;
  }

  private static DeleteTaskSetRequest delete(String id, boolean force) {
    return DeleteTaskSetRequest.builder()
        .cluster("demo")
        .service("moving")
        .taskSet(id)
        .force(force)
        .build();
  }

  private void external(String name, int desired) {
    Service service =
        api.ecs()
            .createService(
                r ->
                    r.cluster("demo")
                        .serviceName(name)
                        .desiredCount(desired)
                        .deploymentController(d -> d.type(DeploymentControllerType.EXTERNAL)))
            .service();
    assertThat(service.deployments()).isEmpty();
    assertThat(service.taskDefinition()).isNull();
  }

  private TaskSet create(String service, Consumer<CreateTaskSetRequest.Builder> change) {
    return api.ecs()
        .createTaskSet(
            r -> {
              r.cluster("demo").service(service).taskDefinition("web");
              change.accept(r);
            })
        .taskSet();
  }

  private Service described(String name) {
    return api.ecs().describeServices(r -> r.cluster("demo").services(name)).services().getFirst();
  }
}
