package dev.kubeecs.gateway.taskendpoint;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.LogConfiguration;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.pod.Pods;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Metadata of a task: what DescribeTasks tells, in the words of the agent, and the times of
 * containers, which the API does not tell, from the Pod.
 */
final class MetadataView {

  private static final double UNITS_PER_VCPU = 1024;
  private static final String LABEL = "com.amazonaws.ecs.";

  private final Caller caller;
  private final Task task;

  /** The metadata of a task that DescribeTasks tells like this. */
  MetadataView(Caller caller, Task task) {
    this.caller = caller;
    this.task = task;
  }

  /** The whole task, without tags. */
  TaskMetadata task() {
    return task(null, null);
  }

  /**
   * The whole task.
   *
   * @param taskTags null where tags are not asked for
   * @param instanceTags of its container instance; null where not asked for
   */
  TaskMetadata task(List<Tag> taskTags, List<Tag> instanceTags) {
    return new TaskMetadata(
        task.clusterArn(),
        task.taskArn(),
        reference().map(TaskDefinitionReference::family).orElse(null),
        revision(),
        TaskFacts.service(caller.task()).orElse(null),
        task.desiredStatus(),
        task.lastStatus(),
        limits(),
        text(task.pullStartedAt()),
        text(task.pullStoppedAt()),
        text(task.executionStoppedAt()),
        task.availabilityZone(),
        task.launchType() == null ? null : task.launchType().toString(),
        containers(),
        map(taskTags),
        asEmpty(instanceTags).isEmpty() ? null : map(instanceTags));
  }

  /** The container that calls. */
  Optional<ContainerMetadata> container() {
    return containers().stream()
        .filter(container -> caller.container().filter(container.name()::equals).isPresent())
        .findFirst();
  }

  private List<ContainerMetadata> containers() {
    return asEmpty(task.containers()).stream().map(this::container).toList();
  }

  private ContainerMetadata container(Container container) {
    Optional<ContainerDefinition> definition = definition(container.name());
    Optional<LogConfiguration> log = definition.map(ContainerDefinition::logConfiguration);
    Optional<ContainerState> state = status(container.name()).map(ContainerStatus::getState);
    return new ContainerMetadata(
        container.runtimeId(),
        container.name(),
        dockerName(container.name()),
        container.image(),
        container.imageDigest(),
        ports(container, definition),
        labels(container, definition),
        task.desiredStatus(),
        container.lastStatus(),
        container.exitCode(),
        definition.map(d -> new TaskMetadata.Limits(d.cpu(), d.memory())).orElse(null),
        or(text(task.pullStoppedAt()), text(task.createdAt())),
        state.map(MetadataView::startedAt).orElse(null),
        state.map(ContainerState::getTerminated).map(ended -> ended.getFinishedAt()).orElse(null),
        "NORMAL",
        definition
            .map(ContainerDefinition::healthCheck)
            .map(check -> new ContainerMetadata.Health(container.healthStatus().toString()))
            .orElse(null),
        definition.map(MetadataView::volumes).orElse(null),
        log.map(l -> l.logDriver().toString()).orElse(null),
        log.map(l -> asEmpty(l.options())).orElse(null),
        definition
            .map(ContainerDefinition::restartPolicy)
            .filter(policy -> Boolean.TRUE.equals(policy.enabled()))
            .flatMap(policy -> status(container.name()))
            .map(ContainerStatus::getRestartCount)
            .orElse(null),
        container.containerArn(),
        List.of(network(container)));
  }

  private static String startedAt(ContainerState state) {
    if (state.getRunning() != null) {
      return state.getRunning().getStartedAt();
    }
    return state.getTerminated() == null ? null : state.getTerminated().getStartedAt();
  }

  private Map<String, String> labels(
      Container container, Optional<ContainerDefinition> definition) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(LABEL + "cluster", task.clusterArn());
    labels.put(LABEL + "container-name", container.name());
    labels.put(LABEL + "task-arn", task.taskArn());
    labels.put(
        LABEL + "task-definition-family",
        reference().map(TaskDefinitionReference::family).orElse(""));
    labels.put(LABEL + "task-definition-version", or(revision(), ""));
    definition.ifPresent(d -> labels.putAll(asEmpty(d.dockerLabels())));
    return labels;
  }

  /** As the agent names containers: the end tells apart those of different tasks. */
  private String dockerName(String container) {
    String id = Identifiers.containerId(TaskFacts.id(caller.task()), container).replace("-", "");
    return "ecs-%s-%s-%s-%s"
        .formatted(
            reference().map(TaskDefinitionReference::family).orElse(""),
            or(revision(), ""),
            container,
            id.substring(0, 20));
  }

  private List<ContainerMetadata.Port> ports(
      Container container, Optional<ContainerDefinition> definition) {
    List<ContainerMetadata.Port> ports =
        asEmpty(container.networkBindings()).isEmpty()
            ? definition.map(d -> asEmpty(d.portMappings())).orElse(List.of()).stream()
                .filter(mapping -> mapping.containerPort() != null)
                .map(
                    mapping ->
                        new ContainerMetadata.Port(
                            mapping.containerPort(),
                            mapping.protocol() == null ? "tcp" : mapping.protocol().toString(),
                            or(mapping.hostPort(), mapping.containerPort()),
                            null))
                .toList()
            : container.networkBindings().stream()
                .map(
                    binding ->
                        new ContainerMetadata.Port(
                            binding.containerPort(),
                            Objects.toString(binding.protocol(), "tcp"),
                            binding.hostPort(),
                            binding.bindIP()))
                .toList();
    return ports.isEmpty() ? null : ports;
  }

  private static List<ContainerMetadata.Volume> volumes(ContainerDefinition definition) {
    List<ContainerMetadata.Volume> volumes =
        asEmpty(definition.mountPoints()).stream()
            .map(mount -> new ContainerMetadata.Volume(mount.sourceVolume(), mount.containerPath()))
            .toList();
    return volumes.isEmpty() ? null : volumes;
  }

  private ContainerMetadata.Network network(Container container) {
    NetworkMode mode =
        or(
            caller.definition().map(TaskDefinitionSpec::networkMode).orElse(null),
            NetworkMode.BRIDGE);
    boolean awsvpc = mode == NetworkMode.AWSVPC;
    List<String> all = awsvpc ? interfaces(container) : Pods.addresses(caller.pod());
    List<String> six = all.stream().filter(address -> address.contains(":")).toList();
    return new ContainerMetadata.Network(
        mode.toString(),
        all.stream().filter(address -> !address.contains(":")).toList(),
        six.isEmpty() ? null : six,
        awsvpc ? 0 : null,
        awsvpc ? attachment("macAddress") : null);
  }

  private static List<String> interfaces(Container container) {
    return asEmpty(container.networkInterfaces()).stream()
        .flatMap(each -> Stream.of(each.privateIpv4Address(), each.ipv6Address()))
        .filter(Objects::nonNull)
        .toList();
  }

  private String attachment(String detail) {
    return asEmpty(task.attachments()).stream()
        .flatMap(attachment -> asEmpty(attachment.details()).stream())
        .filter(pair -> detail.equals(pair.name()))
        .map(KeyValuePair::value)
        .findFirst()
        .orElse(null);
  }

  private TaskMetadata.Limits limits() {
    OptionalInt cpu = TaskSize.cpuUnits(task.cpu());
    OptionalInt memory = TaskSize.memoryMiB(task.memory());
    return cpu.isEmpty() && memory.isEmpty()
        ? null
        : new TaskMetadata.Limits(
            cpu.isPresent() ? cpu.getAsInt() / UNITS_PER_VCPU : null,
            memory.isPresent() ? memory.getAsInt() : null);
  }

  private Optional<TaskDefinitionReference> reference() {
    return TaskFacts.definition(caller.task());
  }

  private String revision() {
    return reference()
        .filter(reference -> reference.revision().isPresent())
        .map(reference -> String.valueOf(reference.revision().getAsInt()))
        .orElse(null);
  }

  private Optional<ContainerDefinition> definition(String container) {
    return caller.definition().stream()
        .flatMap(definition -> asEmpty(definition.containerDefinitions()).stream())
        .filter(definition -> definition.name().equals(container))
        .findFirst();
  }

  private Optional<ContainerStatus> status(String container) {
    return caller.pod().getStatus().getContainerStatuses().stream()
        .filter(status -> status.getName().equals(ObjectNames.container(container)))
        .findFirst();
  }

  private static Map<String, String> map(List<Tag> tags) {
    if (tags == null) {
      return null;
    }
    Map<String, String> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.key(), tag.value()));
    return map;
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
