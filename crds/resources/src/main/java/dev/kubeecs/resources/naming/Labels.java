package dev.kubeecs.resources.naming;

import java.util.Map;

/** Labels and other keys of metadata that the gateway and the operator share. */
public final class Labels {

  private static final String PREFIX = "kube-ecs.dev/";

  /** On a namespace: the 12 digits of the account that it is. */
  public static final String ACCOUNT_ID = PREFIX + "account-id";

  /** On a namespace: the region that it is. */
  public static final String REGION = PREFIX + "region";

  /** On everything of a cluster: {@link ObjectNames#cluster} of its ECS name. */
  public static final String CLUSTER = PREFIX + "cluster";

  /** On everything of a service: {@link ObjectNames#labelValue} of the EcsService's object name. */
  public static final String SERVICE = PREFIX + "service";

  /** On everything of a daemon: {@link ObjectNames#labelValue} of the EcsDaemon's object name. */
  public static final String DAEMON = PREFIX + "daemon";

  /** On everything of a deployment of a service or daemon: its 19 digits. */
  public static final String DEPLOYMENT = PREFIX + "deployment";

  /** On a service revision: counts the revisions of a service, from 1. */
  public static final String NUMBER = PREFIX + "number";

  /** On a service revision whose tasks are registered in the alternate target groups: true. */
  public static final String ALTERNATE = PREFIX + "alternate-target-groups";

  /** On a Pod that RunTask asked for: the task's id. */
  public static final String TASK = PREFIX + "task";

  /** On a Pod that no service runs: {@link ObjectNames#group} of its task's group. */
  public static final String GROUP = PREFIX + "group";

  /** On a Pod, before the id of a security group that its task is in, for NetworkPolicies. */
  public static final String SECURITY_GROUP = "security-group." + PREFIX;

  /** On revisions, tasks and Pods: {@link ObjectNames#taskDefinition} of the family. */
  public static final String FAMILY = PREFIX + "family";

  /** On revisions, tasks and Pods: the revision's number. */
  public static final String REVISION = PREFIX + "revision";

  /**
   * On a Node: the one cluster that it is a container instance of, or {@code none}; a Node without
   * it is one of every cluster whose node selector takes it.
   */
  public static final String CONTAINER_INSTANCE_OF = PREFIX + "container-instance-of";

  /** On a Node: {@code DRAINING} while it is. */
  public static final String CONTAINER_INSTANCE_STATUS = PREFIX + "container-instance-status";

  /** On a Node, before an attribute's name: what PutAttributes has put. */
  public static final String ATTRIBUTE = "attribute." + PREFIX;

  /** On a Node, before the hash of an expression: that the expression holds for it. */
  public static final String MEMBER_OF = "member-of." + PREFIX;

  /** On a Node that is there for capacity only: EXTERNAL or MANAGED_INSTANCES. */
  public static final String LAUNCH_TYPE = PREFIX + "launch-type";

  /** On a Node: {@link ObjectNames#nodeLabel} of the capacity provider whose capacity it is. */
  public static final String CAPACITY_PROVIDER = PREFIX + "capacity-provider";

  /** On everything of a load balancer: the name of the LoadBalancer object. */
  public static final String LOAD_BALANCER = PREFIX + "load-balancer";

  /** On everything of a target group: the name of the TargetGroup object. */
  public static final String TARGET_GROUP = PREFIX + "target-group";

  /**
   * As an annotation of a load balancer, the GatewayClass whose Gateway it shall be; empty for a
   * proxy of kube-ecs.
   */
  public static final String GATEWAY_CLASS = PREFIX + "gateway-class";

  /** As an annotation of a Gateway or route, the digest of what the operator has written. */
  public static final String CONTENT = PREFIX + "content";

  /** On everything of a gateway: the name of the EcsGateway object. */
  public static final String GATEWAY = PREFIX + "gateway";

  /** On everything that publishes names of a DiscoveryNamespace: the UID of that. */
  public static final String DISCOVERY_NAMESPACE = PREFIX + "discovery-namespace";

  /** On everything that publishes instances of a DiscoveryService: the UID of that. */
  public static final String DISCOVERY_SERVICE = PREFIX + "discovery-service";

  /** On the Service behind a name of Service Connect: the UID of the DiscoveryNamespace. */
  public static final String CONNECT_NAMESPACE = PREFIX + "connect-namespace";

  /** On a Kubernetes namespace: that names of service discovery may be published in it. */
  public static final String DNS_DOMAIN = PREFIX + "dns-domain";

  /** Keeps an object until the operator has recorded or undone what hangs on it. */
  public static final String FINALIZER = PREFIX + "operator";

  private Labels() {}

  /** Whether these are the labels of a Pod that a service or daemon made, or of its EcsTask. */
  public static boolean areOfWorkload(Map<String, String> labels) {
    return labels != null && (labels.containsKey(SERVICE) || labels.containsKey(DAEMON));
  }
}
