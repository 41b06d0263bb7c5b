package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.alarm.Alarms;
import dev.kubeecs.operator.autoscaling.KnownScalableTargets;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.capacity.KnownProviders;
import dev.kubeecs.operator.cluster.KnownClusters;
import dev.kubeecs.operator.serviceconnect.ConnectionResolver;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads, from caches only, everything that a decision about a service depends on. */
@Singleton
final class ServiceResolver {

  private final Accounts accounts;
  private final KnownProviders providers;
  private final TaskDefinitions taskDefinitions;
  private final KnownClusters clusters;
  private final SharedIndexInformer<EcsService> services;
  private final SharedIndexInformer<EcsTask> tasks;
  private final SharedIndexInformer<Pod> pods;
  private final ServiceNodes nodes;
  private final RevisionResolver revisions;
  private final KnownScalableTargets scalableTargets;
  private final ServiceReferences references;
  private final ConnectionResolver connections;
  private final HookCaller hookCaller;
  private final Alarms alarms;
  private final Clock clock;

  ServiceResolver(
      Accounts accounts,
      KnownProviders providers,
      TaskDefinitions taskDefinitions,
      KnownClusters clusters,
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<EcsTask> tasks,
      SharedIndexInformer<Pod> pods,
      ServiceNodes nodes,
      RevisionResolver revisions,
      KnownScalableTargets scalableTargets,
      ServiceReferences references,
      ConnectionResolver connections,
      HookCaller hookCaller,
      Alarms alarms,
      Clock clock) {
    this.accounts = accounts;
    this.providers = providers;
    this.taskDefinitions = taskDefinitions;
    this.clusters = clusters;
    this.services = services;
    this.tasks = tasks;
    this.pods = pods;
    this.nodes = nodes;
    this.revisions = revisions;
    this.scalableTargets = scalableTargets;
    this.references = references;
    this.connections = connections;
    this.hookCaller = hookCaller;
    this.alarms = alarms;
    this.clock = clock;
  }

  ResolvedService resolve(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    String clusterName = or(service.getSpec().cluster(), "default");
    List<Pod> ofService = ServiceCaches.labelled(pods, service);
    List<EcsTask> known = ServiceCaches.labelled(tasks, service);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Map<String, EcsTask> byId = ServiceCaches.byName(known.stream());
    Map<String, TargetGroup> groups = references.targetGroups(service);
    List<ResolvedRevision> found = revisions.of(service, ofService, byId, groups, now);
    return ResolvedServiceBuilder.builder()
        .resource(service)
        .account(accounts.of(namespace))
        .cluster(clusters.active(namespace, clusterName).map(EcsCluster::getSpec))
        .taskDefinition(
            Optional.ofNullable(service.getSpec().taskDefinition())
                .flatMap(reference -> taskDefinitions.resolve(namespace, reference)))
        .capacityProvider(providers.first(namespace, service.getSpec().capacityProviderStrategy()))
        .olderClaimant(olderClaimant(service, Indexes.key(namespace, clusterName)))
        .revisions(found)
        .taskSets(revisions.taskSets(service))
        .history(known.stream().map(task -> TaskObservation.known(task, now)).toList())
        .strays(revisions.strays(service, found))
        .podsRemain(!ofService.isEmpty())
        .stopsUntold(
            ofService.stream()
                .anyMatch(
                    pod -> TaskObservation.stopsUntold(pod, byId.get(TaskObservation.id(pod)))))
        .unplaceable(
            ofService.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .anyMatch(TaskObservation::unplaceable))
        .leaving(nodes.leaving(ofService))
        .zones(nodes.zones(service, ofService))
        .targetGroups(groups)
        .scalingActivities(scalableTargets.activities(service))
        .registries(references.registries(service))
        .connections(
            connections.of(
                namespace,
                clusters.active(namespace, clusterName).map(EcsCluster::getSpec),
                Stream.concat(
                    Stream.ofNullable(service.getSpec().serviceConnectConfiguration()),
                    found.stream().map(r -> r.resource().getSpec().serviceConnectConfiguration()))))
        .trafficRules(references.trafficRules(service))
        .hookAnswers(hookCaller.answers())
        .alarms(alarms.in(namespace))
        .now(now)
        .build();
  }

  private Optional<String> olderClaimant(EcsService service, String cluster) {
    return services.getIndexer().byIndex(Indexes.BY_CLUSTER, cluster).stream()
        .filter(other -> serviceName(other).equals(serviceName(service)))
        .filter(other -> Oldest.FIRST.compare(other, service) < 0)
        .filter(other -> !isInactive(other))
        .map(other -> other.getMetadata().getName())
        .findFirst();
  }

  private static boolean isInactive(EcsService service) {
    return service.getStatus() != null && service.getStatus().status() == ServiceState.INACTIVE;
  }

  static String serviceName(EcsService service) {
    return or(service.getSpec().serviceName(), service.getMetadata().getName());
  }
}
