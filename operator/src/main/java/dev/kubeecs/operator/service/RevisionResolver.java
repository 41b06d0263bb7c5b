package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.capacity.KnownProviders;
import dev.kubeecs.operator.loadbalancing.target.TargetPorts;
import dev.kubeecs.operator.service.deployment.EndedTask;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.revision.NextRevision;
import dev.kubeecs.operator.task.pod.HealthProbe;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the revisions of a service, and its task sets, with all that belongs to them. */
@Singleton
final class RevisionResolver {

  private final KnownProviders providers;
  private final TaskDefinitions taskDefinitions;
  private final ServiceCaches caches;
  private final ServiceSettings settings;

  RevisionResolver(
      KnownProviders providers,
      TaskDefinitions taskDefinitions,
      ServiceCaches caches,
      ServiceSettings settings) {
    this.providers = providers;
    this.taskDefinitions = taskDefinitions;
    this.caches = caches;
    this.settings = settings;
  }

  /**
   * The revisions, oldest first.
   *
   * @param byId the EcsTasks of the service, by task id
   * @param groups the target groups of the service, by name
   */
  List<ResolvedRevision> of(
      EcsService service,
      List<Pod> ofService,
      Map<String, EcsTask> byId,
      Map<String, TargetGroup> groups,
      Instant now) {
    Map<String, List<Pod>> podsByDeployment =
        ofService.stream().collect(groupingBy(RevisionResolver::deploymentId));
    Map<String, List<EcsTask>> tasksByDeployment =
        byId.values().stream().collect(groupingBy(task -> or(task.getSpec().startedBy(), "")));
    Map<String, EcsServiceDeployment> rollouts =
        ServiceCaches.byName(ServiceCaches.owned(caches.rollouts(), service));
    Map<String, Workload> workloads =
        workloads(service).collect(Collectors.toMap(Workload::name, Function.identity()));
    return ServiceCaches.owned(caches.revisions(), service)
        .sorted(comparing(NextRevision::number))
        .map(
            revision -> {
              String id = revision.getSpec().deploymentId();
              String name = revision.getMetadata().getName();
              List<EcsTask> known =
                  tasksByDeployment.getOrDefault(DeploymentView.id(id), List.of());
              Optional<TaskDefinitionRevision> definition =
                  taskDefinitions.resolve(
                      revision.getMetadata().getNamespace(), revision.getSpec().taskDefinition());
              return ResolvedRevisionBuilder.builder()
                  .resource(revision)
                  .rollout(Optional.ofNullable(rollouts.get(name)))
                  .taskDefinition(definition)
                  .capacityProvider(
                      providers.first(
                          revision.getMetadata().getNamespace(),
                          revision.getSpec().capacityProviderStrategy()))
                  .images(RunningImages.of(known))
                  .workload(Optional.ofNullable(workloads.get(name)))
                  .tasks(
                      live(
                          definition,
                          podsByDeployment.getOrDefault(id, List.of()),
                          byId,
                          groups,
                          now))
                  .ended(ended(known, now))
                  .build();
            })
        .toList();
  }

  /** Workloads of the service that are no revision's. */
  List<Workload> strays(EcsService service, List<ResolvedRevision> revisions) {
    List<String> names = revisions.stream().map(ResolvedRevision::name).toList();
    return workloads(service).filter(workload -> !names.contains(workload.name())).toList();
  }

  /** The task sets, oldest first. */
  List<ResolvedTaskSet> taskSets(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    String key = Indexes.key(namespace, service.getMetadata().getName());
    return caches.taskSets().getIndexer().byIndex(Indexes.BY_SERVICE, key).stream()
        .sorted(Oldest.FIRST)
        .map(
            taskSet ->
                new ResolvedTaskSet(
                    taskSet,
                    taskDefinitions.resolve(namespace, taskSet.getSpec().taskDefinition()),
                    providers.first(namespace, taskSet.getSpec().capacityProviderStrategy())))
        .toList();
  }

  private List<ServiceTask> live(
      Optional<TaskDefinitionRevision> definition,
      List<Pod> candidates,
      Map<String, EcsTask> byId,
      Map<String, TargetGroup> groups,
      Instant now) {
    boolean checked = !candidates.isEmpty() && hasHealthCheck(definition);
    return candidates.stream()
        .flatMap(
            pod -> {
              Optional<EcsTask> task = Optional.ofNullable(byId.get(TaskObservation.id(pod)));
              return TaskObservation.live(pod, task, checked, settings.healthyAfter(), now)
                  .map(live -> Registrations.judged(live, TargetPorts.of(pod).keySet(), groups))
                  .stream();
            })
        .toList();
  }

  private static List<EndedTask> ended(List<EcsTask> ofRevision, Instant now) {
    return ofRevision.stream().flatMap(task -> TaskObservation.ended(task, now).stream()).toList();
  }

  private static boolean hasHealthCheck(Optional<TaskDefinitionRevision> found) {
    return found
        .map(definition -> definition.getSpec().taskDefinition().containerDefinitions())
        .map(List::stream)
        .orElse(Stream.empty())
        .anyMatch(c -> or(c.essential(), true) && HealthProbe.isOn(c.healthCheck()));
  }

  private Stream<Workload> workloads(EcsService service) {
    Stream<Deployment> deployments = ServiceCaches.owned(caches.deployments(), service);
    Stream<DaemonSet> daemonSets = ServiceCaches.owned(caches.daemonSets(), service);
    return Stream.concat(deployments.map(Workload::of), daemonSets.map(Workload::of));
  }

  private static String deploymentId(Pod pod) {
    return Objects.requireNonNullElse(
        asEmpty(pod.getMetadata().getLabels()).get(Labels.DEPLOYMENT), "");
  }
}
