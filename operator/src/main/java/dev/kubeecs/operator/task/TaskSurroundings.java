package dev.kubeecs.operator.task;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.capacity.KnownProviders;
import dev.kubeecs.operator.cluster.KnownClusters;
import dev.kubeecs.operator.task.lifecycle.Observation;
import dev.kubeecs.operator.task.lifecycle.Unstarted;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.operator.task.start.Surroundings;
import dev.kubeecs.operator.taskdefinition.KnownDaemonTaskDefinitions;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.Overrides;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds in the caches what a task depends on. */
@Singleton
class TaskSurroundings {

  private final Accounts accounts;
  private final KnownProviders providers;
  private final SharedIndexInformer<EcsCapacityProvider> capacityProviders;
  private final TaskDefinitions definitions;
  private final KnownDaemonTaskDefinitions daemonDefinitions;
  private final KnownClusters knownClusters;
  private final SharedIndexInformer<EcsCluster> clusters;
  private final SharedIndexInformer<EcsTask> tasks;
  private final SharedIndexInformer<TaskDefinitionRevision> revisions;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Node> nodes;
  private final PodSettings settings;
  private final Clock clock;

  TaskSurroundings(
      Accounts accounts,
      KnownProviders providers,
      SharedIndexInformer<EcsCapacityProvider> capacityProviders,
      TaskDefinitions definitions,
      KnownDaemonTaskDefinitions daemonDefinitions,
      KnownClusters knownClusters,
      SharedIndexInformer<EcsCluster> clusters,
      SharedIndexInformer<EcsTask> tasks,
      SharedIndexInformer<TaskDefinitionRevision> revisions,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<Node> nodes,
      PodSettings settings,
      Clock clock) {
    this.accounts = accounts;
    this.providers = providers;
    this.capacityProviders = capacityProviders;
    this.definitions = definitions;
    this.daemonDefinitions = daemonDefinitions;
    this.knownClusters = knownClusters;
    this.clusters = clusters;
    this.tasks = tasks;
    this.revisions = revisions;
    this.pods = pods;
    this.nodes = nodes;
    this.settings = settings;
    this.clock = clock;
  }

  /** Tasks are looked at when their Pod changes; those that wait, when what they wait for comes. */
  List<EventSource<?, EcsTask>> eventSources() {
    return List.of(
        new CacheEventSource<>(pods, pod -> Set.of(TaskIds.of(pod))),
        new CacheEventSource<>(clusters, this::waiting),
        new CacheEventSource<>(revisions, this::waiting),
        new CacheEventSource<>(capacityProviders, this::waiting));
  }

  private Set<ResourceID> waiting(HasMetadata inNamespace) {
    return tasks
        .getIndexer()
        .byIndex(Indexes.WAITING, inNamespace.getMetadata().getNamespace())
        .stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /** The task's Pod. The label tells the name, for a service names its Pods otherwise. */
  Optional<Pod> pod(EcsTask task) {
    return pods
        .getIndexer()
        .byIndex(
            Indexes.BY_TASK,
            Indexes.key(task.getMetadata().getNamespace(), task.getMetadata().getName()))
        .stream()
        .findFirst();
  }

  Surroundings of(EcsTask task) {
    String namespace = task.getMetadata().getNamespace();
    return new Surroundings(
        accounts.of(namespace),
        knownClusters.served(namespace, Absent.or(task.getSpec().cluster(), "default")),
        definitions.resolve(namespace, task.getSpec().taskDefinition()),
        CapacityProviderStrategies.first(task.getSpec().capacityProviderStrategy())
            .flatMap(name -> providers.active(namespace, name)),
        nodeName(task.getSpec().containerInstance()),
        settings);
  }

  /** A container instance is a Node; its id is the Node's UID without dashes. */
  private Optional<String> nodeName(String containerInstance) {
    return Optional.ofNullable(containerInstance)
        .map(instance -> Arn.parse(instance).map(Arn::name).orElse(instance))
        .flatMap(
            id ->
                nodes.getStore().list().stream()
                    .filter(node -> Identifiers.taskId(node.getMetadata().getUid()).equals(id))
                    .findFirst())
        .map(node -> node.getMetadata().getName());
  }

  Unstarted unstarted(EcsTask task) {
    return new Unstarted(task, accounts.of(task.getMetadata().getNamespace()), now());
  }

  /** The Pod may be null. */
  Observation observation(EcsTask task, Pod pod) {
    String namespace = task.getMetadata().getNamespace();
    Account account = accounts.of(namespace);
    String reference =
        task.getStatus() == null || task.getStatus().taskDefinition() == null
            ? reference(task, pod)
            : task.getStatus().taskDefinition();
    Optional<TaskDefinitionRevisionSpec> revision = revision(task, reference);
    TaskDefinitionSpec definition =
        revision
            .map(r -> Overrides.applied(r.taskDefinition(), task.getSpec().overrides()))
            .orElseGet(() -> definitionOf(pod));
    return new Observation(
        task,
        account,
        revision.map(TaskDefinitionRevisionSpec::family).orElse(reference.replaceAll(":.*", "")),
        revision.map(TaskDefinitionRevisionSpec::revision).orElse(0),
        definition,
        pod,
        pod == null || pod.getSpec().getNodeName() == null
            ? null
            : nodes.getIndexer().getByKey(pod.getSpec().getNodeName()),
        now());
  }

  private Optional<TaskDefinitionRevisionSpec> revision(EcsTask task, String reference) {
    String namespace = task.getMetadata().getNamespace();
    return Absent.asEmpty(task.getMetadata().getLabels()).containsKey(Labels.DAEMON)
        ? daemonDefinitions
            .resolve(namespace, reference)
            .map(definition -> DaemonTaskDefinitions.asRevision(definition.getSpec()))
        : definitions.resolve(namespace, reference).map(TaskDefinitionRevision::getSpec);
  }

  /** A family alone meant the revision that the Pod was made from, whatever is newest now. */
  private String reference(EcsTask task, Pod pod) {
    String asked = task.getSpec().taskDefinition();
    return pod == null
        ? asked
        : definitions
            .resolve(task.getMetadata().getNamespace(), asked)
            .map(
                r ->
                    r.getSpec().family() + ":" + pod.getMetadata().getLabels().get(Labels.REVISION))
            .orElse(asked);
  }

  /** Should somebody have removed the revision by force, the Pod still tells its containers. */
  private static TaskDefinitionSpec definitionOf(Pod pod) {
    return TaskDefinitionSpecBuilder.builder()
        .containerDefinitions(
            pod == null
                ? List.of()
                : pod.getSpec().getContainers().stream()
                    .map(
                        c ->
                            ContainerDefinition.builder()
                                .name(c.getName())
                                .image(c.getImage())
                                .build())
                    .toList())
        .build();
  }

  static boolean stopWanted(EcsTask task) {
    return task.getSpec().desiredStatus() == DesiredStatus.STOPPED || task.isMarkedForDeletion();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
