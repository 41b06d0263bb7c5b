package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.operator.testing.Golden;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.volume.LaunchVolumes;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A task definition and a task, and the file that says what their Pod is.
 *
 * @param name of its folder
 */
record PodCase(String name, TaskDefinitionSpec definition, EcsTask task, Path golden) {

  private static final Path FOLDER = Path.of("src/test/resources/task/pod");
  private static final Path CORPUS = Path.of("../examples/tasks");
  private static final Golden MANIFESTS = new Golden("task/pod");

  static Stream<PodCase> all() {
    return Stream.concat(MANIFESTS.names().stream().map(PodCase::named), corpus());
  }

  /** The case of two manifests, below {@code src/test/resources}. */
  static PodCase named(String name) {
    return new PodCase(
        name,
        MANIFESTS.read(name, TaskDefinition.class).getSpec(),
        MANIFESTS.read(name, EcsTask.class),
        FOLDER.resolve(name).resolve("out.yaml"));
  }

  /** Those of the corpus, but for the definitions that are refused. */
  private static Stream<PodCase> corpus() {
    try {
      return Files.list(CORPUS)
          .sorted()
          .filter(Files::isDirectory)
          .filter(folder -> !text(folder.resolve("expected.yaml")).contains("refused:"))
          .map(PodCase::ofRequests);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PodCase ofRequests(Path folder) {
    TaskDefinitionSpec definition =
        Serialization.unmarshal(
            text(folder.resolve("task-definition.json")), TaskDefinitionSpec.class);
    Path request = folder.resolve("run-task.json");
    EcsTask task = new EcsTask();
    task.setMetadata(
        new ObjectMetaBuilder()
            .withName("0123456789abcdef0123456789abcdef")
            .withNamespace("account")
            .withUid("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
            .build());
    EcsTaskSpec spec =
        Serialization.unmarshal(Files.exists(request) ? text(request) : "{}", EcsTaskSpec.class);
    boolean fargate =
        Absent.asEmpty(definition.requiresCompatibilities()).contains(Compatibility.FARGATE);
    task.setSpec(
        spec.withLaunchType(
            Absent.or(spec.launchType(), fargate ? LaunchType.FARGATE : LaunchType.EC2)));
    return new PodCase(
        folder.getFileName().toString(), definition, task, folder.resolve("pod.yaml"));
  }

  /** The task in the cluster {@code default} of the default account. */
  PodRequest request() {
    String family = Absent.or(definition.family(), "hello");
    return PodRequestBuilder.builder()
        .account(Account.DEFAULT)
        .clusterName("default")
        .cluster(EcsClusterSpecBuilder.builder().build())
        .revision(
            TaskDefinitionRevisionSpecBuilder.builder()
                .family(family)
                .revision(3)
                .taskDefinition(definition)
                .build())
        .launchType(task.getSpec().launchType())
        .networkConfiguration(task.getSpec().networkConfiguration())
        .overrides(task.getSpec().overrides())
        .volumes(LaunchVolumes.ofTask(task.getSpec().volumeConfigurations()))
        .placementConstraints(task.getSpec().placementConstraints())
        .placementStrategy(task.getSpec().placementStrategy())
        .labels(Map.of(Labels.GROUP, ObjectNames.group("family:" + family)))
        .build();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
