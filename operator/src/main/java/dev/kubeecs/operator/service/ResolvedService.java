package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.operator.alarm.KnownAlarms;
import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import dev.kubeecs.operator.serviceconnect.Connections;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.service.validation.DeploymentPercent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service and everything that a decision about it depends on, at one instant.
 *
 * @param resource the service
 * @param account whose it is
 * @param cluster its cluster, if that exists and is ACTIVE
 * @param taskDefinition what its {@code taskDefinition} means now, if that exists
 * @param capacityProvider the ACTIVE one that its strategy names; none for Fargate's
 * @param olderClaimant another service of the same ECS name that is served instead
 * @param revisions the oldest first
 * @param taskSets the oldest first; of a service whose deployment controller is EXTERNAL
 * @param history tasks of all revisions, running or not, as far as they are known
 * @param strays workloads of the service that belong to no revision
 * @param podsRemain whether any of its Pods exist, also those that are stopping
 * @param stopsUntold whether a Pod is stopping of which the EcsTask does not tell that yet
 * @param unplaceable whether a task finds no Node
 * @param leaving ids of the tasks on container instances that are DRAINING; none when null
 * @param zones where its tasks are and may be; null where nobody asks for balanced zones
 * @param targetGroups that its tasks are or will be registered in, by name; none when null
 * @param scalingActivities what auto scaling has done about it, newest first; none when null
 * @param registries services of Cloud Map that its tasks are or will be registered in, by what the
 *     service calls them; none when null
 * @param connections what there is for its Service Connect; none when null
 * @param trafficRules the listener rules and listeners that it names, by how it names them; none
 *     when null
 * @param hookAnswers what hooks of its deployment have answered; none when null
 * @param alarms what is known of alarms; nobody tells of any when null
 * @param now the instant
 */
@RecordBuilder
public record ResolvedService(
    EcsService resource,
    Account account,
    Optional<EcsClusterSpec> cluster,
    Optional<TaskDefinitionRevision> taskDefinition,
    Optional<EcsCapacityProvider> capacityProvider,
    Optional<String> olderClaimant,
    List<ResolvedRevision> revisions,
    List<ResolvedTaskSet> taskSets,
    List<KnownTask> history,
    List<Workload> strays,
    boolean podsRemain,
    boolean stopsUntold,
    boolean unplaceable,
    Set<String> leaving,
    Optional<Zones> zones,
    Map<String, TargetGroup> targetGroups,
    List<ScalingActivityStatus> scalingActivities,
    Map<String, DiscoveryService> registries,
    Connections connections,
    Map<String, TrafficRule> trafficRules,
    Map<String, HookAnswer> hookAnswers,
    KnownAlarms alarms,
    Instant now)
    implements ResolvedServiceBuilder.With {

  public ResolvedService {
    revisions = List.copyOf(revisions);
    taskSets = taskSets == null ? List.of() : List.copyOf(taskSets);
    history = List.copyOf(history);
    strays = List.copyOf(strays);
    zones = zones == null ? Optional.empty() : zones;
    leaving = leaving == null ? Set.of() : Set.copyOf(leaving);
    targetGroups = targetGroups == null ? Map.of() : Map.copyOf(targetGroups);
    scalingActivities = scalingActivities == null ? List.of() : List.copyOf(scalingActivities);
    registries = registries == null ? Map.of() : Map.copyOf(registries);
    connections = connections == null ? Connections.NONE : connections;
    trafficRules = trafficRules == null ? Map.of() : Map.copyOf(trafficRules);
    hookAnswers = hookAnswers == null ? Map.of() : Map.copyOf(hookAnswers);
    alarms = or(alarms, KnownAlarms.NONE);
  }

  /** What is asked for. */
  public EcsServiceSpec spec() {
    return resource.getSpec();
  }

  /** {@code metadata.name} of the EcsService. */
  public String objectName() {
    return resource.getMetadata().getName();
  }

  /** The ECS name of the service. */
  public String serviceName() {
    return or(spec().serviceName(), objectName());
  }

  /** The ECS name of the cluster. */
  public String clusterName() {
    return or(spec().cluster(), "default");
  }

  /** Whether task sets say what runs. */
  public boolean external() {
    return TaskSetContent.isExternal(spec());
  }

  /** REPLICA or DAEMON. */
  public SchedulingStrategy strategy() {
    return or(spec().schedulingStrategy(), SchedulingStrategy.REPLICA);
  }

  /** How far its deployments may go. */
  public DeploymentPercent percent() {
    return DeploymentPercent.of(spec().deploymentConfiguration(), strategy());
  }

  /** Whether the service is to end, by the API's way or by {@code kubectl delete}. */
  public boolean ending() {
    return spec().desiredStatus() == DesiredServiceStatus.INACTIVE
        || resource.getMetadata().getDeletionTimestamp() != null;
  }
}
