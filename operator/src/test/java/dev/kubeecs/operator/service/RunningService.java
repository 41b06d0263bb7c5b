package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.EcsServiceStatusBuilder;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The service {@code hello} of a test's namespace, as a user with kubectl handles it. */
final class RunningService {

  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KubernetesClient client;

  private RunningService(KubernetesClient client) {
    this.client = client;
  }

  /** Applies {@code service/running/hello.yaml}. */
  static RunningService apply(TestNamespace namespace, Consumer<EcsServiceSpecBuilder> change) {
    RunningService running = new RunningService(namespace.client());
    try (InputStream manifest =
        RunningService.class.getResourceAsStream("/service/running/hello.yaml")) {
      for (HasMetadata object : namespace.client().load(manifest).items()) {
        namespace
            .client()
            .resource(object.getKind().equals("EcsService") ? changed(object, change) : object)
            .create();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return running;
  }

  private static EcsService changed(HasMetadata object, Consumer<EcsServiceSpecBuilder> change) {
    EcsService service = Serialization.unmarshal(Serialization.asYaml(object), EcsService.class);
    service.setSpec(service.getSpec().with(change));
    return service;
  }

  Resource<EcsService> resource() {
    return client.resources(EcsService.class).withName("hello");
  }

  EcsServiceStatus status() {
    EcsService service = resource().get();
    return service == null || service.getStatus() == null
        ? EcsServiceStatusBuilder.builder().build()
        : service.getStatus();
  }

  void change(Consumer<EcsServiceSpecBuilder> change) {
    resource()
        .edit(
            service -> {
              service.setSpec(service.getSpec().with(change));
              return service;
            });
  }

  /** Changes the only container of the task definition, which registers another revision. */
  void changeContainer(UnaryOperator<dev.kubeecs.api.ecs.ContainerDefinition> change) {
    client
        .resources(TaskDefinition.class)
        .withName("hello")
        .edit(
            definition -> {
              var container = definition.getSpec().containerDefinitions().getFirst();
              definition.setSpec(
                  definition
                      .getSpec()
                      .with(s -> s.containerDefinitions(List.of(change.apply(container)))));
              return definition;
            });
  }

  void changeVersion(String version) {
    changeContainer(
        container ->
            container.toBuilder()
                .environment(
                    List.of(
                        dev.kubeecs.api.ecs.KeyValuePair.builder()
                            .name("VERSION")
                            .value(version)
                            .build()))
                .build());
  }

  List<Pod> pods() {
    return client.pods().withLabel(Labels.SERVICE, "hello").list().getItems();
  }

  /** The tasks that the operator has told something of. */
  List<EcsTask> tasks() {
    return client.resources(EcsTask.class).list().getItems().stream()
        .filter(task -> task.getStatus() != null)
        .toList();
  }

  List<String> events() {
    return asEmpty(status().events()).reversed().stream().map(e -> e.message()).toList();
  }

  /** Waits until events tell of that many tasks that the service has started, or stopped. */
  void awaitAnnounced(String verb, int tasks) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(announced(verb)).hasSize(tasks).doesNotHaveDuplicates());
  }

  /** Waits until the newest event says so. */
  void awaitSteadyState() {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(events())
                    .last()
                    .isEqualTo("(service hello) has reached a steady state."));
  }

  private List<String> announced(String verb) {
    return events().stream()
        .filter(event -> event.contains(verb))
        .flatMap(event -> Stream.of(event.split("\\(task ")).skip(1))
        .map(part -> part.substring(0, 32))
        .toList();
  }

  /** As the waiter ServicesStable sees it, with the deployment done. */
  EcsServiceStatus awaitStable(String taskDefinition, int tasks) {
    return await(
        status ->
            asEmpty(status.deployments()).size() == 1
                && primary(status).taskDefinition().endsWith(taskDefinition)
                && primary(status).rolloutState() == DeploymentRolloutState.COMPLETED
                && status.runningCount() == tasks
                && status.desiredCount() == tasks);
  }

  EcsServiceStatus await(Predicate<EcsServiceStatus> condition) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(this::status, condition);
  }

  static Deployment primary(EcsServiceStatus status) {
    return status.deployments().getFirst();
  }

  /** The values of VERSION in the Pods that shall stay. */
  Set<String> runningVersions() {
    return pods().stream()
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .flatMap(p -> p.getSpec().getContainers().getFirst().getEnv().stream())
        .filter(e -> e.getName().equals("VERSION"))
        .map(e -> e.getValue())
        .collect(Collectors.toSet());
  }

  /** Waits until the events of Kubernetes tell what the service's own events tell. */
  void awaitTheSameEventsOfKubernetes() {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(client.v1().events().list().getItems())
                    .filteredOn(e -> e.getInvolvedObject().getKind().equals("EcsService"))
                    .extracting(Event::getMessage)
                    .containsExactlyInAnyOrderElementsOf(events()));
  }
}
