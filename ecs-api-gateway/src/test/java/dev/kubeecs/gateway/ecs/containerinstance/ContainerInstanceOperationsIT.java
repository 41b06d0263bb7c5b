package dev.kubeecs.gateway.ecs.containerinstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceField;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;
import software.amazon.awssdk.services.ecs.model.TargetType;
import software.amazon.awssdk.services.ecs.model.Task;

/** Each test has an instance of its own, in a cluster whose node selector takes nothing else. */
@EcsApiTest
class ContainerInstanceOperationsIT {

  private static final String ABSENT = "0".repeat(32);

  private final EcsApi api;
  private ContainerInstance instance;

  ContainerInstanceOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("every-node"));
    api.apply(
        """
        metadata: {name: own}
        spec: {clusterName: own, nodeSelector: {kube-ecs.dev/test: no-node-has-it}}
        """,
        EcsCluster.class);
    await().untilAsserted(() -> assertThat(list(null)).isEmpty());
  }

  @BeforeEach
  void register() {
    String id = "i-%08x".formatted(ThreadLocalRandom.current().nextInt());
    instance =
        api.ecs()
            .registerContainerInstance(
                r ->
                    r.cluster("own")
                        .instanceIdentityDocument(
                            """
                            {"instanceId": "%s", "instanceType": "m5.large",
                             "availabilityZone": "us-east-1b", "architecture": "x86_64"}
                            """
                                .formatted(id))
                        .totalResources(integer("CPU", 2048), integer("MEMORY", 3768))
                        .attributes(a -> a.name("stack").value("blue"))
                        .tags(t -> t.key("team").value("a b")))
            .containerInstance();
  }

  @AfterEach
  void deregister() {
    describe(instance.containerInstanceArn()).stream()
        .filter(left -> !left.status().equals("INACTIVE"))
        .forEach(
            left ->
                api.ecs()
                    .deregisterContainerInstance(
                        r ->
                            r.cluster("own")
                                .containerInstance(left.containerInstanceArn())
                                .force(true)));
  }

  @Test
  void aRegisteredInstanceIsDescribed() {
    assertThat(instance.status()).isEqualTo("ACTIVE");
    assertThat(instance.agentConnected()).isTrue();
    assertThat(instance.runningTasksCount()).isZero();
    assertThat(amount(instance.registeredResources(), "CPU")).isEqualTo(2048);
    assertThat(amount(instance.remainingResources(), "MEMORY")).isEqualTo(3768);
    assertThat(instance.attributes())
        .contains(
            attribute("ecs.instance-type", "m5.large"),
            attribute("ecs.availability-zone", "us-east-1b"),
            attribute("ecs.cpu-architecture", "x86_64"),
            attribute("ecs.os-type", "linux"),
            attribute("ecs.capability.task-eni", null),
            attribute("stack", "blue"));
    ContainerInstance described =
        api.ecs()
            .describeContainerInstances(
                r ->
                    r.cluster("own")
                        .containerInstances(id(instance))
                        .include(
                            ContainerInstanceField.TAGS,
                            ContainerInstanceField.CONTAINER_INSTANCE_HEALTH))
            .containerInstances()
            .getFirst();
    assertThat(described.containerInstanceArn()).isEqualTo(instance.containerInstanceArn());
    assertThat(described.tags()).extracting(t -> t.value()).containsExactly("a b");
    assertThat(described.healthStatus().overallStatusAsString()).isEqualTo("OK");
    assertThat(api.ecs().describeClusters(r -> r.clusters("own")).clusters().getFirst())
        .matches(cluster -> cluster.registeredContainerInstancesCount() == 1);
  }

  @Test
  void anInstanceBelongsToTheClusterItRegisteredWithAlone() {
    assertThat(list(null)).containsExactly(instance.containerInstanceArn());
    assertThat(
            api.ecs().listContainerInstances(r -> r.cluster("every-node")).containerInstanceArns())
        .isNotEmpty()
        .noneMatch(arn -> arn.endsWith(id(instance)));
    api.refused(
            "ClusterContainsContainerInstancesException",
            ecs -> ecs.deleteCluster(r -> r.cluster("own")))
        .contains("Container Instances are active or draining");
  }

  @Test
  void remainingIsWhatPodsLeave() {
    Pod pod =
        api.resources()
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withGenerateName("any-")
                    .endMetadata()
                    .withNewSpec()
                    .withNodeName(node(instance).getMetadata().getName())
                    .addNewContainer()
                    .withName("a")
                    .withImage("b")
                    .addNewPort()
                    .withContainerPort(80)
                    .withHostPort(8080)
                    .endPort()
                    .withNewResources()
                    .addToRequests(
                        Map.of("cpu", new Quantity("500m"), "memory", new Quantity("1Gi")))
                    .endResources()
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    await()
        .untilAsserted(
            () -> {
              List<Resource> remaining = describe(id(instance)).getFirst().remainingResources();
              assertThat(amount(remaining, "CPU")).isEqualTo(1536);
              assertThat(amount(remaining, "MEMORY")).isEqualTo(3768 - 1024);
              assertThat(remaining)
                  .filteredOn(resource -> resource.name().equals("PORTS"))
                  .flatMap(Resource::stringSetValue)
                  .containsExactly("8080");
            });
    api.resources().resource(pod).withGracePeriod(0).delete();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attribute:stack == blue and attribute:ecs.instance-type =~ m5.* | 1",
        "attribute:stack != blue                                         | 0",
        "runningTasksCount == 0 and registeredAt > 2024-01-01            | 1",
        "agentConnected == false                                         | 0",
      })
  void listingTakesTheQueryLanguage(String filter, int found) {
    assertThat(list(filter)).hasSize(found);
  }

  @Test
  void aFilterThatIsNoneTellsWhere() {
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.listContainerInstances(r -> r.cluster("own").filter("attribute:a = b")))
        .contains("column 13: an operator is expected");
  }

  @Test
  void drainingAndBack() {
    assertThat(update(ContainerInstanceStatus.DRAINING).getFirst().status()).isEqualTo("DRAINING");
    assertThat(node(instance).getSpec().getUnschedulable()).isTrue();
    assertThat(
            api.ecs()
                .listContainerInstances(
                    r -> r.cluster("own").status(ContainerInstanceStatus.DRAINING))
                .containerInstanceArns())
        .hasSize(1);
    assertThat(update(ContainerInstanceStatus.ACTIVE).getFirst().status()).isEqualTo("ACTIVE");
    assertThat(node(instance).getSpec().getUnschedulable()).isNull();
    api.refused(
        "InvalidParameterException",
        ecs ->
            ecs.updateContainerInstancesState(
                r ->
                    r.cluster("own")
                        .containerInstances(id(instance))
                        .status(ContainerInstanceStatus.REGISTERING)));
  }

  @Test
  void whatIsMissingIsAFailure() {
    String arn = api.account().containerInstanceArn("own", ABSENT);
    assertThat(
            api.ecs()
                .describeContainerInstances(r -> r.cluster("own").containerInstances(ABSENT))
                .failures())
        .containsExactly(Failure.builder().arn(arn).reason("MISSING").build());
    assertThat(
            api.ecs()
                .updateContainerInstancesState(
                    r ->
                        r.cluster("own")
                            .containerInstances(ABSENT)
                            .status(ContainerInstanceStatus.DRAINING))
                .failures())
        .containsExactly(Failure.builder().arn(arn).reason("MISSING").build());
  }

  @Test
  void attributesArePutListedAndDeleted() {
    api.ecs()
        .putAttributes(r -> r.cluster("own").attributes(target("rack", "r1"), target("ssd", null)));
    assertThat(
            api.ecs()
                .listAttributes(
                    r ->
                        r.cluster("own")
                            .targetType(TargetType.CONTAINER_INSTANCE)
                            .attributeName("rack"))
                .attributes())
        .containsExactly(
            attribute("rack", "r1").toBuilder().targetId(instance.containerInstanceArn()).build());
    assertThat(list("attribute:ssd exists")).hasSize(1);
    api.ecs().deleteAttributes(r -> r.cluster("own").attributes(target("ssd", null)));
    assertThat(list("attribute:ssd exists")).isEmpty();
  }

  @Test
  void attributesThatCannotBe() {
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.putAttributes(r -> r.cluster("own").attributes(target("ecs.ami-id", "a"))))
        .contains("reserved");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.putAttributes(r -> r.cluster("own").attributes(target("url", "http://a"))))
        .contains("url", "label");
    api.refused(
        "TargetNotFoundException",
        ecs ->
            ecs.putAttributes(r -> r.cluster("own").attributes(a -> a.name("a").targetId(ABSENT))));
    api.refused(
        "AttributeLimitExceededException",
        ecs ->
            ecs.putAttributes(
                r ->
                    r.cluster("own")
                        .attributes(
                            IntStream.range(0, 10).mapToObj(i -> target("a" + i, null)).toList())));
  }

  @Test
  void anInstanceWithTasksIsDeregisteredByForceOnly() {
    Fixtures.bridge(api.ecs(), "held");
    EcsTask task =
        api.apply(
            """
            metadata: {name: %s}
            spec: {cluster: own, taskDefinition: "held:1", launchType: EC2}
            """
                .formatted(Identifiers.taskId()),
            EcsTask.class);
    api.status(
        task,
        "{lastStatus: RUNNING, desiredStatus: RUNNING, containerInstanceArn: '%s'}"
            .formatted(instance.containerInstanceArn()));
    await()
        .untilAsserted(
            () -> assertThat(describe(id(instance)).getFirst().runningTasksCount()).isEqualTo(1));
    assertThat(list("task:group == family:held")).hasSize(1);
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.deregisterContainerInstance(
                    r -> r.cluster("own").containerInstance(id(instance))))
        .isEqualTo("Found running tasks on the instance.");
    assertThat(
            api.ecs()
                .deregisterContainerInstance(
                    r -> r.cluster("own").containerInstance(id(instance)).force(true))
                .containerInstance()
                .status())
        .isEqualTo("INACTIVE");
    assertThat(api.resources().resource(task).get().getSpec().stoppedReason())
        .isEqualTo("Container instance deregistration forced by user");
    assertThat(list(null)).isEmpty();
  }

  @Test
  void tasksFindAPlaceOrAreFailures() {
    api.ecs()
        .registerTaskDefinition(
            r ->
                r.family("large")
                    .containerDefinitions(c -> c.name("a").image("b").cpu(900).memory(64)));
    RunTaskResponse run =
        api.ecs()
            .runTask(
                r ->
                    r.cluster("own")
                        .taskDefinition("large")
                        .count(3)
                        .placementConstraints(
                            c -> c.type("memberOf").expression("attribute:stack == blue"))
                        .placementStrategy(s -> s.type("binpack").field("cpu")));
    assertThat(run.tasks()).hasSize(2);
    assertThat(run.failures())
        .containsExactly(
            Failure.builder().arn(instance.containerInstanceArn()).reason("RESOURCE:CPU").build());
    assertThat(api.ecs().runTask(r -> r.cluster("own").taskDefinition("large")).failures())
        .as("those asked for a moment ago count")
        .extracting(Failure::reason)
        .containsExactly("RESOURCE:CPU");
    EcsTask task = api.resources().resources(EcsTask.class).withName(last(run.tasks())).get();
    assertThat(task.getSpec().placementConstraints()).hasSize(1);
    assertThat(task.getSpec().placementStrategy()).hasSize(1);
    assertThat(
            api.ecs()
                .runTask(
                    r ->
                        r.cluster("own")
                            .taskDefinition("large")
                            .placementConstraints(
                                c -> c.type("memberOf").expression("attribute:stack == red")))
                .failures())
        .extracting(Failure::reason)
        .containsExactly("MemberOf placement constraint unsatisfied.");
    run.tasks()
        .forEach(started -> api.ecs().stopTask(r -> r.cluster("own").task(started.taskArn())));
    update(ContainerInstanceStatus.DRAINING);
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.runTask(r -> r.cluster("own").taskDefinition("large")))
        .isEqualTo("No Container Instances were found in your cluster.");
  }

  @Test
  void aTaskIsStartedOnTheInstanceThatIsNamed() {
    Fixtures.bridge(api.ecs(), "pinned");
    StartTaskResponse started =
        api.ecs()
            .startTask(
                r ->
                    r.cluster("own")
                        .taskDefinition("pinned")
                        .startedBy("me")
                        .containerInstances(id(instance), ABSENT));
    assertThat(started.failures()).extracting(Failure::reason).containsExactly("MISSING");
    assertThat(started.tasks()).hasSize(1);
    EcsTask task = api.resources().resources(EcsTask.class).withName(last(started.tasks())).get();
    assertThat(task.getSpec().containerInstance()).isEqualTo(id(instance));
    assertThat(task.getSpec().startedBy()).isEqualTo("me");
  }

  private static String last(List<Task> tasks) {
    String arn = tasks.getLast().taskArn();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  @Test
  void thereIsNoAgentToUpdate() {
    api.refused(
        "NoUpdateAvailableException",
        ecs -> ecs.updateContainerAgent(r -> r.cluster("own").containerInstance(id(instance))));
  }

  @Test
  void aDocumentIsNeeded() {
    api.refused("ClientException", ecs -> ecs.registerContainerInstance(r -> r.cluster("own")))
        .contains("instanceIdentityDocument");
  }

  private List<ContainerInstance> update(ContainerInstanceStatus status) {
    return api.ecs()
        .updateContainerInstancesState(
            r -> r.cluster("own").containerInstances(id(instance)).status(status))
        .containerInstances();
  }

  private List<ContainerInstance> describe(String reference) {
    return api.ecs()
        .describeContainerInstances(r -> r.cluster("own").containerInstances(reference))
        .containerInstances();
  }

  private List<String> list(String filter) {
    return api.ecs()
        .listContainerInstances(r -> r.cluster("own").filter(filter))
        .containerInstanceArns();
  }

  private Attribute target(String name, String value) {
    return Attribute.builder().name(name).value(value).targetId(id(instance)).build();
  }

  private Node node(ContainerInstance of) {
    return api.resources().nodes().list().getItems().stream()
        .filter(node -> Identifiers.taskId(node.getMetadata().getUid()).equals(id(of)))
        .findFirst()
        .orElseThrow();
  }

  private static Attribute attribute(String name, String value) {
    return Attribute.builder().name(name).value(value).build();
  }

  private static String id(ContainerInstance instance) {
    String arn = instance.containerInstanceArn();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static Resource integer(String name, int value) {
    return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
  }

  private static int amount(List<Resource> resources, String name) {
    return resources.stream()
        .filter(resource -> resource.name().equals(name))
        .findFirst()
        .orElseThrow()
        .integerValue();
  }
}
