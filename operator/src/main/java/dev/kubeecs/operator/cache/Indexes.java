package dev.kubeecs.operator.cache;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.operator.discovery.RegistryPorts;
import dev.kubeecs.operator.loadbalancing.target.TargetPorts;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.alarm.PolicyReference;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.placement.MemberOf;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** By what objects are looked up. Every key begins with the namespace: {@link #key}. */
public final class Indexes {

  /** Clusters and capacity providers by their ECS name. */
  public static final String BY_ECS_NAME = "ecs-name";

  /** Task definition revisions by family. */
  public static final String BY_FAMILY = "family";

  /** Services and tasks by the ECS name of their cluster. */
  public static final String BY_CLUSTER = "cluster";

  /** Tasks and Pods by the label {@link Labels#SERVICE}, task sets by what their spec says. */
  public static final String BY_SERVICE = "service";

  /** Everything of a daemon by the label {@link Labels#DAEMON}. */
  public static final String BY_DAEMON = "daemon";

  /** Services and tasks by their namespace. */
  public static final String BY_NAMESPACE = "in-namespace";

  /** Pods by the name of their EcsTask. */
  public static final String BY_TASK = "task";

  /** Scalable targets by what they scale. */
  public static final String BY_RESOURCE_ID = "resource-id";

  /** Pods by the target groups that they are registered in, listeners and rules by their own. */
  public static final String BY_TARGET_GROUP = "target-group";

  /** Rules by the name or id of their listener, listeners by both. */
  public static final String BY_LISTENER = "listener";

  /** Pods by the names of the DiscoveryServices that they are registered in. */
  public static final String BY_DISCOVERY_SERVICE = "discovery-service";

  /**
   * Pods of proxies and routes by the name of the LoadBalancer object, listeners by that of ELB.
   */
  public static final String BY_LOAD_BALANCER = "load-balancer";

  /** Service revisions by their 19 digits. */
  public static final String BY_DEPLOYMENT = "deployment";

  /** Tasks that have no Pod yet, by namespace alone. */
  public static final String WAITING = "waiting";

  /** Pods and workloads that need expressions, all under {@link #ALL}. */
  public static final String CONSTRAINED = "constrained";

  /** Pods by the name of their Node. */
  public static final String BY_NODE = "node";

  /** The one key of an index that only leaves out. */
  public static final String ALL = "all";

  private static final String DEFAULT_CLUSTER = "default";

  private Indexes() {}

  /** The key of a name within a namespace. */
  public static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  /**
   * The EcsTask of a Pod: of the same name, or named by the Pod's UID if a service made the Pod.
   */
  public static String taskName(Pod pod) {
    return Labels.areOfWorkload(pod.getMetadata().getLabels())
        ? Identifiers.taskId(pod.getMetadata().getUid())
        : pod.getMetadata().getName();
  }

  /** Under which ECS name a cluster is looked up. */
  public static List<String> ecsName(EcsCluster cluster) {
    String name = cluster.getSpec().clusterName();
    return List.of(key(cluster, name == null ? cluster.getMetadata().getName() : name));
  }

  static List<String> ecsName(EcsCapacityProvider provider) {
    return List.of(key(provider, CapacityProviders.name(provider)));
  }

  static List<String> ecsName(LoadBalancer loadBalancer) {
    return List.of(key(loadBalancer, LoadBalancers.name(loadBalancer)));
  }

  static List<String> ecsName(TargetGroup targetGroup) {
    return List.of(key(targetGroup, LoadBalancers.name(targetGroup)));
  }

  static List<String> resourceId(ScalableTarget target) {
    return List.of(key(target, target.getSpec().resourceId()));
  }

  static List<String> ecsName(MetricAlarm alarm) {
    return List.of(key(alarm, MetricAlarms.name(alarm)));
  }

  /** The services that an alarm's scaling policies scale. */
  static List<String> resourceIds(MetricAlarm alarm) {
    return MetricAlarms.policies(alarm.getSpec())
        .map(PolicyReference::resourceId)
        .distinct()
        .map(resourceId -> key(alarm, resourceId))
        .toList();
  }

  static List<String> discoveryServices(Pod pod) {
    return RegistryPorts.of(pod).keySet().stream().map(name -> key(pod, name)).toList();
  }

  static List<String> targetGroups(Pod pod) {
    return TargetPorts.of(pod).keySet().stream().map(group -> key(pod, group)).toList();
  }

  static List<String> targetGroups(Listener listener) {
    return targetGroups(listener, listener.getSpec().defaultActions());
  }

  static List<String> targetGroups(ListenerRule rule) {
    return targetGroups(rule, rule.getSpec().actions());
  }

  private static List<String> targetGroups(HasMetadata object, List<Action> actions) {
    return LoadBalancers.targetGroups(actions).stream().map(group -> key(object, group)).toList();
  }

  static List<String> listener(Listener listener) {
    return LoadBalancers.names(listener).stream().map(name -> key(listener, name)).toList();
  }

  static List<String> listener(ListenerRule rule) {
    return List.of(key(rule, LoadBalancers.listener(rule)));
  }

  static List<String> loadBalancer(Listener listener) {
    return List.of(key(listener, ElbArn.loadBalancerName(listener.getSpec().loadBalancer())));
  }

  static List<String> labelledLoadBalancer(HasMetadata part) {
    return List.of(key(part, part.getMetadata().getLabels().get(Labels.LOAD_BALANCER)));
  }

  static List<String> namespace(HasMetadata object) {
    return List.of(object.getMetadata().getNamespace());
  }

  static List<String> family(TaskDefinitionRevision revision) {
    return List.of(key(revision, revision.getSpec().family()));
  }

  static List<String> cluster(EcsService service) {
    return List.of(key(service, clusterOrDefault(service.getSpec().cluster())));
  }

  static List<String> cluster(EcsTask task) {
    return List.of(key(task, clusterOrDefault(task.getSpec().cluster())));
  }

  static List<String> deployment(EcsServiceRevision revision) {
    return List.of(key(revision, revision.getSpec().deploymentId()));
  }

  static List<String> service(EcsTaskSet taskSet) {
    return List.of(key(taskSet, taskSet.getSpec().service()));
  }

  static List<String> waiting(EcsTask task) {
    EcsTaskStatus status = task.getStatus();
    boolean waits =
        status == null || (status.podName() == null && status.lastStatus() != TaskState.STOPPED);
    return waits ? List.of(task.getMetadata().getNamespace()) : List.of();
  }

  static List<String> deployment(EcsDaemonRevision revision) {
    return List.of(key(revision, revision.getSpec().deploymentId()));
  }

  static List<String> family(DaemonTaskDefinition definition) {
    return List.of(key(definition, definition.getSpec().family()));
  }

  static List<String> daemon(HasMetadata object) {
    var labels = object.getMetadata().getLabels();
    String daemon = labels == null ? null : labels.get(Labels.DAEMON);
    return daemon == null ? List.of() : List.of(key(object, daemon));
  }

  static List<String> task(Pod pod) {
    return List.of(key(pod, taskName(pod)));
  }

  static List<String> node(Pod pod) {
    String node = pod.getSpec().getNodeName();
    return node == null ? List.of() : List.of(node);
  }

  static List<String> constrained(ObjectMeta pod) {
    return pod.getAnnotations() != null && pod.getAnnotations().containsKey(MemberOf.EXPRESSIONS)
        ? List.of(ALL)
        : List.of();
  }

  static List<String> service(HasMetadata object) {
    var labels = object.getMetadata().getLabels();
    String service = labels == null ? null : labels.get(Labels.SERVICE);
    return service == null ? List.of() : List.of(key(object, service));
  }

  private static String clusterOrDefault(String cluster) {
    return cluster == null ? DEFAULT_CLUSTER : cluster;
  }

  private static String key(HasMetadata object, String name) {
    return key(object.getMetadata().getNamespace(), name);
  }
}
