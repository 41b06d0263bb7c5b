package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Attachment;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerOverride;
import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.HealthStatus;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.ManagedAgent;
import dev.kubeecs.api.ecs.ManagedAgentName;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.gateway.ecs.Platforms;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A task as DescribeTasks tells it. */
final class TaskView {

  private final EcsTask task;
  private final EcsTaskSpec spec;
  private final EcsTaskStatus status;
  private final Optional<TaskDefinitionSpec> definition;
  private final Account account;

  private TaskView(EcsTask task, Optional<TaskDefinitionRevision> revision, Account account) {
    this.task = task;
    this.spec = task.getSpec();
    this.status = TaskFacts.status(task);
    this.definition = revision.map(r -> r.getSpec().taskDefinition());
    this.account = account;
  }

  /**
   * The API's record of a task.
   *
   * @param task as it stands in the cluster
   * @param revision what it runs, if that still exists; fills in what the operator has not told yet
   * @param account whose task it is
   * @param withTags whether tags are asked for
   */
  static Task of(
      EcsTask task, Optional<TaskDefinitionRevision> revision, Account account, boolean withTags) {
    return new TaskView(task, revision, account).task(withTags ? TaskTags.of(task) : List.of());
  }

  private Task task(List<Tag> tags) {
    Task.Builder view = Task.builder();
    addIdentity(view);
    addLife(view);
    addCapacity(view);
    return view.attachments(attachments())
        .attributes(asEmpty(status.attributes()))
        .containers(containers())
        .inferenceAccelerators(asEmpty(status.inferenceAccelerators()))
        .enableExecuteCommand(or(spec.enableExecuteCommand(), false))
        .overrides(overrides())
        .trustedExecutionSummary(status.trustedExecutionSummary())
        .tags(tags)
        .build();
  }

  private void addIdentity(Task.Builder view) {
    view.taskArn(taskArn())
        .clusterArn(account.clusterArn(TaskFacts.cluster(task)))
        .taskDefinitionArn(taskDefinitionArn())
        .containerInstanceArn(status.containerInstanceArn())
        .group(TaskFacts.group(task))
        .startedBy(spec.startedBy())
        .version(or(status.version(), 1L));
  }

  private void addLife(Task.Builder view) {
    boolean asked = spec.desiredStatus() == DesiredStatus.STOPPED;
    view.lastStatus(TaskFacts.lastStatus(task).name())
        .desiredStatus(TaskFacts.desiredStatus(task).toString())
        .healthStatus(or(status.healthStatus(), HealthStatus.UNKNOWN))
        .connectivity(status.connectivity())
        .connectivityAt(status.connectivityAt())
        .createdAt(or(status.createdAt(), Instant.parse(task.getMetadata().getCreationTimestamp())))
        .pullStartedAt(status.pullStartedAt())
        .pullStoppedAt(status.pullStoppedAt())
        .startedAt(status.startedAt())
        .stoppingAt(status.stoppingAt())
        .executionStoppedAt(status.executionStoppedAt())
        .stoppedAt(status.stoppedAt())
        .stopCode(
            or(status.stopCode(), asked ? or(spec.stopCode(), TaskStopCode.USERINITIATED) : null))
        .stoppedReason(or(status.stoppedReason(), asked ? spec.stoppedReason() : null));
  }

  private void addCapacity(Task.Builder view) {
    TaskOverride asked = or(spec.overrides(), TaskOverride.builder().build());
    LaunchType launchType = TaskFacts.launchType(task);
    view.launchType(launchType)
        .capacityProviderName(or(status.capacityProviderName(), onlyCapacityProvider()))
        .availabilityZone(status.availabilityZone())
        .cpu(
            or(status.cpu(), or(asked.cpu(), definition.map(TaskDefinitionSpec::cpu).orElse(null))))
        .memory(
            or(
                status.memory(),
                or(asked.memory(), definition.map(TaskDefinitionSpec::memory).orElse(null))))
        .platformVersion(
            or(status.platformVersion(), Platforms.running(launchType, spec.platformVersion())))
        .platformFamily(or(status.platformFamily(), Platforms.family(launchType, definition)))
        .ephemeralStorage(or(status.ephemeralStorage(), asked.ephemeralStorage()))
        .fargateEphemeralStorage(status.fargateEphemeralStorage());
  }

  /** RunTask has given each task the capacity provider that it gets of the strategy. */
  private String onlyCapacityProvider() {
    List<CapacityProviderStrategyItem> strategy = asEmpty(spec.capacityProviderStrategy());
    return strategy.size() == 1 ? strategy.getFirst().capacityProvider() : null;
  }

  private String taskArn() {
    return account.taskArn(TaskFacts.cluster(task), TaskFacts.id(task));
  }

  private String taskDefinitionArn() {
    return TaskFacts.definition(task)
        .filter(reference -> reference.revision().isPresent())
        .map(
            reference ->
                TaskFacts.daemon(task).isPresent()
                    ? account.daemonTaskDefinitionArn(
                        reference.family(), reference.revision().getAsInt())
                    : account.taskDefinitionArn(
                        reference.family(), reference.revision().getAsInt()))
        .orElse(status.taskDefinitionArn());
  }

  private List<ContainerDefinition> containerDefinitions() {
    return definition.map(d -> asEmpty(d.containerDefinitions())).orElse(List.of());
  }

  private List<Attachment> attachments() {
    boolean awsvpc = definition.filter(d -> d.networkMode() == NetworkMode.AWSVPC).isPresent();
    return status.attachments() == null && awsvpc
        ? List.of(networkToCome())
        : asEmpty(status.attachments());
  }

  /**
   * The network interface before the operator has seen the task, under the id that it will have.
   */
  private Attachment networkToCome() {
    NetworkConfiguration network = spec.networkConfiguration();
    List<KeyValuePair> subnet =
        network == null || network.awsvpcConfiguration() == null
            ? List.of()
            : asEmpty(network.awsvpcConfiguration().subnets()).stream()
                .limit(1)
                .map(id -> KeyValuePair.builder().name("subnetId").value(id).build())
                .toList();
    return Attachment.builder()
        .id(Identifiers.uuid(TaskFacts.id(task)).toString())
        .type("ElasticNetworkInterface")
        .status("PRECREATED")
        .details(subnet)
        .build();
  }

  private List<Container> containers() {
    List<Container> containers =
        status.containers() != null
            ? status.containers()
            : containerDefinitions().stream().map(this::unseen).toList();
    return or(spec.enableExecuteCommand(), false)
        ? containers.stream().map(this::withAgent).toList()
        : containers;
  }

  /** ExecuteCommand needs no agent of its own: what AWS calls one is there as its container is. */
  private Container withAgent(Container container) {
    boolean running = "RUNNING".equals(container.lastStatus());
    ManagedAgent agent =
        ManagedAgent.builder()
            .name(ManagedAgentName.EXECUTECOMMANDAGENT)
            .lastStatus(container.lastStatus())
            .lastStartedAt(running ? status.startedAt() : null)
            .build();
    return container.toBuilder().managedAgents(List.of(agent)).build();
  }

  private Container unseen(ContainerDefinition container) {
    String id = Identifiers.containerId(TaskFacts.id(task), container.name());
    return Container.builder()
        .containerArn(account.containerArn(TaskFacts.cluster(task), TaskFacts.id(task), id))
        .taskArn(taskArn())
        .name(container.name())
        .image(container.image())
        .lastStatus("PENDING")
        .healthStatus(HealthStatus.UNKNOWN)
        .networkInterfaces(List.of())
        .cpu(Integer.toString(or(container.cpu(), 0)))
        .memory(text(container.memory()))
        .memoryReservation(text(container.memoryReservation()))
        .build();
  }

  /** As asked for, with an entry for every container, as AWS answers. */
  private TaskOverride overrides() {
    TaskOverride asked = or(spec.overrides(), TaskOverride.builder().build());
    List<ContainerOverride> containers = new ArrayList<>(asEmpty(asked.containerOverrides()));
    Set<String> named = new HashSet<>(containers.stream().map(ContainerOverride::name).toList());
    containerDefinitions().stream()
        .map(ContainerDefinition::name)
        .filter(named::add)
        .forEach(name -> containers.add(ContainerOverride.builder().name(name).build()));
    return asked.toBuilder()
        .containerOverrides(containers)
        .inferenceAcceleratorOverrides(asEmpty(asked.inferenceAcceleratorOverrides()))
        .build();
  }

  private static String text(Integer number) {
    return number == null ? null : number.toString();
  }
}
