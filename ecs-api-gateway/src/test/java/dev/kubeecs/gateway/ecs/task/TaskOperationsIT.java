package dev.kubeecs.gateway.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.task.EcsTask;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

@EcsApiTest
class TaskOperationsIT {

  private final EcsApi api;

  TaskOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs()
        .createCluster(r -> r.clusterName("demo").capacityProviders("FARGATE", "FARGATE_SPOT"));
    Fixtures.fargate(api.ecs(), "web");
    Fixtures.bridge(api.ecs(), "batch");
    Fixtures.bridge(api.ecs(), "retired");
    api.ecs().deregisterTaskDefinition(r -> r.taskDefinition("retired:1"));
  }

  @Test
  void runningATaskMakesOneResource() {
    RunTaskResponse response =
        run(
            r ->
                r.taskDefinition("web")
                    .launchType(LaunchType.FARGATE)
                    .networkConfiguration(Fixtures.NETWORK)
                    .startedBy("me")
                    .overrides(
                        o ->
                            o.containerOverrides(
                                c ->
                                    c.name("web")
                                        .command("true")
                                        .environment(e -> e.name("A").value("b")))));
    Task task = response.tasks().getFirst();
    assertThat(response.failures()).isEmpty();
    assertThat(task.lastStatus()).isEqualTo("PROVISIONING");
    assertThat(task.desiredStatus()).isEqualTo("RUNNING");
    assertThat(task.group()).isEqualTo("family:web");
    assertThat(task.startedBy()).isEqualTo("me");
    assertThat(task.containers()).extracting(c -> c.name()).containsExactly("web");
    String id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
    assertThat(task.taskArn()).isEqualTo(api.account().taskArn("demo", id));
    EcsTask resource = api.resources().resources(EcsTask.class).withName(id).get();
    assertThat(resource.getSpec().taskDefinition()).isEqualTo("web:1");
    assertThat(describe(id).tasks()).containsExactly(task.toBuilder().tags(List.of()).build());
  }

  @Test
  void manyTasks() {
    List<Task> tasks = run(r -> r.taskDefinition("batch").count(10)).tasks();
    assertThat(tasks).hasSize(10).extracting(Task::taskArn).doesNotHaveDuplicates();
    assertThat(tasks).allMatch(task -> task.launchType() == LaunchType.EC2);
  }

  @Test
  void capacityProvidersShareTheTasks() {
    List<Task> tasks =
        run(r ->
                r.taskDefinition("web")
                    .count(3)
                    .networkConfiguration(Fixtures.NETWORK)
                    .capacityProviderStrategy(item("FARGATE", 1, 1), item("FARGATE_SPOT", 1, 0)))
            .tasks();
    assertThat(tasks).allMatch(task -> task.launchType() == LaunchType.FARGATE);
    assertThat(tasks)
        .extracting(Task::capacityProviderName)
        .containsExactlyInAnyOrder("FARGATE", "FARGATE", "FARGATE_SPOT");
  }

  @Test
  void aClientTokenMakesARequestRepeatable() {
    Consumer<RunTaskRequest.Builder> request =
        r -> r.taskDefinition("batch").count(2).clientToken("repeat");
    List<Task> first = run(request).tasks();
    assertThat(run(request).tasks())
        .extracting(Task::taskArn)
        .containsExactlyElementsOf(first.stream().map(Task::taskArn).toList());
    api.refused(
            "ConflictException",
            ecs ->
                ecs.runTask(
                    r -> r.cluster("demo").taskDefinition("batch").count(1).clientToken("repeat")))
        .contains("clientToken is already in use");
  }

  @Test
  void tagsOfTheRequestWinOverThoseOfTheDefinition() {
    api.ecs()
        .registerTaskDefinition(
            r ->
                r.family("tagged")
                    .tags(t -> t.key("a").value("of the definition"), t -> t.key("b").value("2"))
                    .containerDefinitions(c -> c.name("a").image("b").memory(64)));
    Task task =
        run(r ->
                r.taskDefinition("tagged")
                    .propagateTags(PropagateTags.TASK_DEFINITION)
                    .enableECSManagedTags(true)
                    .tags(t -> t.key("a").value("of the request")))
            .tasks()
            .getFirst();
    DescribeTasksResponse described =
        api.ecs()
            .describeTasks(r -> r.cluster("demo").tasks(task.taskArn()).include(TaskField.TAGS));
    assertThat(described.tasks().getFirst().tags())
        .containsExactlyInAnyOrder(
            tag("a", "of the request"), tag("b", "2"), tag("aws:ecs:clusterName", "demo"));
  }

  @Test
  void stoppingTellsTheReasonAndTheFirstOneStays() {
    String id = id(run(r -> r.taskDefinition("batch")).tasks().getFirst());
    Task stopping = api.ecs().stopTask(r -> r.cluster("demo").task(id).reason("enough")).task();
    assertThat(stopping.desiredStatus()).isEqualTo("STOPPED");
    assertThat(stopping.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
    assertThat(stopping.stoppedReason()).isEqualTo("enough");
    assertThat(
            api.ecs()
                .stopTask(r -> r.cluster("demo").task(stopping.taskArn()).reason("again"))
                .task()
                .stoppedReason())
        .isEqualTo("enough");
  }

  @Test
  void whatIsMissingIsAFailure() {
    String absent = "0".repeat(32);
    DescribeTasksResponse described = describe(absent, absent);
    assertThat(described.tasks()).isEmpty();
    assertThat(described.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.reason()).isEqualTo("MISSING");
              assertThat(failure.arn()).isEqualTo(api.account().taskArn("demo", absent));
            });
  }

  @Test
  void listingByEveryFilter() {
    api.ecs().createCluster(r -> r.clusterName("filters"));
    final String mine = listed("mine", "batch:1", "launchType: EC2, startedBy: me", "RUNNING");
    final String other =
        listed("other", "web:1", "launchType: FARGATE, group: 'service:hello'", "RUNNING");
    final String stopped = listed("stopped", "batch:1", "launchType: EC2", "STOPPED");
    api.apply(
        "{metadata: {name: filters-hello}, spec: {serviceName: hello, cluster: filters, taskDefinition: 'web:1'}}",
        dev.kubeecs.resources.service.EcsService.class);
    await().until(() -> list(r -> {}).size() == 2);
    await().until(() -> !api.ecs().listServices(r -> r.cluster("filters")).serviceArns().isEmpty());

    assertThat(list(r -> {})).containsExactlyInAnyOrder(mine, other);
    assertThat(list(r -> r.desiredStatus(DesiredStatus.STOPPED))).containsExactly(stopped);
    assertThat(list(r -> r.desiredStatus(DesiredStatus.PENDING))).isEmpty();
    assertThat(list(r -> r.family("batch"))).containsExactly(mine);
    assertThat(list(r -> r.launchType(LaunchType.FARGATE))).containsExactly(other);
    assertThat(list(r -> r.startedBy("me"))).containsExactly(mine);
    assertThat(list(r -> r.serviceName("hello"))).containsExactly(other);
    assertThat(list(r -> r.containerInstance("0".repeat(32)))).isEmpty();
    api.refused(
        "ServiceNotFoundException",
        ecs -> ecs.listTasks(r -> r.cluster("filters").serviceName("absent")));
  }

  @Test
  void startTaskFindsNoContainerInstances() {
    StartTaskResponse response =
        api.ecs()
            .startTask(
                r -> r.cluster("demo").taskDefinition("batch").containerInstances("0".repeat(32)));
    assertThat(response.tasks()).isEmpty();
    assertThat(response.failures().getFirst().reason()).isEqualTo("MISSING");
  }

  static Stream<Arguments> badRuns() {
    return Stream.of(
        bad("ClusterNotFoundException", "Cluster not found.", r -> r.cluster("absent")),
        bad("ClientException", "TaskDefinition not found.", r -> r.taskDefinition("absent")),
        bad("ClientException", "TaskDefinition not found.", r -> r.taskDefinition("batch:9")),
        bad(
            "InvalidParameterException",
            "TaskDefinition is inactive",
            r -> r.taskDefinition("retired:1")),
        bad("ClientException", "TaskDefinition not found.", r -> r.taskDefinition("retired")),
        bad("InvalidParameterException", "count must be between 1 and 10.", r -> r.count(11)),
        bad("InvalidParameterException", "count must be between 1 and 10.", r -> r.count(0)),
        bad(
            "InvalidParameterException",
            "Task definition does not support launch_type FARGATE.",
            r -> r.launchType(LaunchType.FARGATE)),
        bad(
            "InvalidParameterException",
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
            r -> r.taskDefinition("web").launchType(LaunchType.FARGATE)),
        bad(
            "InvalidParameterException",
            "Network Configuration is not valid for the given networkMode of this task definition.",
            r -> r.networkConfiguration(Fixtures.NETWORK)),
        bad(
            "InvalidParameterException",
            "Override for container named absent is not a container in the TaskDefinition.",
            r -> r.overrides(o -> o.containerOverrides(c -> c.name("absent")))),
        bad(
            "InvalidParameterException",
            "Container Overrides length must be at most 8192",
            r ->
                r.overrides(
                    o -> o.containerOverrides(c -> c.name("web").command("x".repeat(8192))))),
        bad(
            "InvalidParameterException",
            "Specifying both a launch type and capacity provider strategy is not supported.",
            r -> r.launchType(LaunchType.EC2).capacityProviderStrategy(item("FARGATE", 1, 0))),
        bad(
            "InvalidParameterException",
            "clientToken can have at most 64 characters.",
            r -> r.clientToken("x".repeat(65))),
        bad(
            "InvalidParameterException",
            "startedBy can have at most 128 characters.",
            r -> r.startedBy("x".repeat(129))),
        bad("InvalidParameterException", "group must not begin", r -> r.group("service:hello")),
        bad(
            "InvalidParameterException",
            "aws: prefixed tag key names",
            r -> r.tags(tag("aws:x", "y"))),
        bad(
            "InvalidParameterException",
            "No Container Instances were found in your cluster.",
            r -> r.launchType(LaunchType.EXTERNAL)),
        bad(
            "InvalidParameterException",
            "placementStrategy[0].field: must be cpu or memory for binpack.",
            r -> r.placementStrategy(p -> p.type("binpack").field("disk"))),
        bad(
            "InvalidParameterException",
            "placementConstraints[0].expression: column 13: an operator is expected",
            r -> r.placementConstraints(p -> p.type("memberOf").expression("attribute:a ~ b"))),
        bad(
            "InvalidParameterException",
            "Placement strategies are not supported with FARGATE launch type.",
            r ->
                r.taskDefinition("web")
                    .launchType(LaunchType.FARGATE)
                    .networkConfiguration(Fixtures.NETWORK)
                    .placementStrategy(p -> p.type("random"))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("badRuns")
  void runsThatAreRefused(String code, String message, Consumer<RunTaskRequest.Builder> change) {
    int before = api.resources().resources(EcsTask.class).list().getItems().size();
    api.refused(
            code,
            ecs ->
                ecs.runTask(
                    r -> {
                      r.cluster("demo").taskDefinition("batch");
                      change.accept(r);
                    }))
        .contains(message);
    assertThat(api.resources().resources(EcsTask.class).list().getItems()).hasSize(before);
  }

  @Test
  void referencesThatCannotBeTasks() {
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.stopTask(r -> r.cluster("demo").task("0".repeat(32))))
        .isEqualTo("The referenced task was not found.");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.describeTasks(r -> r.cluster("demo").tasks("None")))
        .isEqualTo("taskId length should be one of [32,36]");
    api.refused("InvalidParameterException", ecs -> ecs.describeTasks(r -> r.tasks(List.of())))
        .isEqualTo("Tasks cannot be empty.");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.describeTasks(
                    r -> r.cluster("demo").tasks(api.account().taskArn("other", "0".repeat(32)))))
        .isEqualTo("Invalid identifier: Identifier is for cluster other. Your cluster is demo");
  }

  private static Arguments bad(
      String code, String message, Consumer<RunTaskRequest.Builder> change) {
    return Arguments.of(code, message, change);
  }

  private RunTaskResponse run(Consumer<RunTaskRequest.Builder> request) {
    return api.ecs()
        .runTask(
            r -> {
              r.cluster("demo");
              request.accept(r);
            });
  }

  private DescribeTasksResponse describe(String... ids) {
    return api.ecs().describeTasks(r -> r.cluster("demo").tasks(ids));
  }

  private List<String> list(Consumer<ListTasksRequest.Builder> filter) {
    return api.ecs()
        .listTasks(
            r -> {
              r.cluster("filters");
              filter.accept(r);
            })
        .taskArns();
  }

  private String listed(String name, String definition, String more, String status) {
    EcsTask task =
        api.apply(
            "{metadata: {name: %s}, spec: {cluster: filters, taskDefinition: '%s', %s}}"
                .formatted(name, definition, more),
            EcsTask.class);
    api.status(task, "{lastStatus: %1$s, desiredStatus: %1$s}".formatted(status));
    return api.account().taskArn("filters", name);
  }

  private static String id(Task task) {
    return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static CapacityProviderStrategyItem item(String provider, int weight, int base) {
    return CapacityProviderStrategyItem.builder()
        .capacityProvider(provider)
        .weight(weight)
        .base(base)
        .build();
  }
}
