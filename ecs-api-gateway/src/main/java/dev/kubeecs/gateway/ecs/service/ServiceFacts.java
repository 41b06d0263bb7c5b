package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.ResourceManagementType;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.gateway.ecs.LaunchTypes;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.EcsServiceStatusBuilder;
import dev.kubeecs.resources.service.ServiceState;

/** What is true of a service whether or not the operator has seen it yet. */
public final class ServiceFacts {

  /** What a service's status says before the operator has written one. */
  private static final EcsServiceStatus UNSEEN = EcsServiceStatusBuilder.builder().build();

  private ServiceFacts() {}

  /** Its ECS name. */
  public static String name(EcsService service) {
    return or(service.getSpec().serviceName(), service.getMetadata().getName());
  }

  /** The ECS name of its cluster. */
  public static String cluster(EcsService service) {
    return or(service.getSpec().cluster(), Clusters.DEFAULT);
  }

  /** Whether the deployment that its spec asks for has been undone by a rollback. */
  static boolean isRolledBack(EcsService service) {
    String undone = status(service).rolledBackDeployment();
    return undone != null && undone.equals(or(service.getSpec().deploymentId(), undone));
  }

  /** ECS for an Express service, else CUSTOMER. */
  static ResourceManagementType management(EcsService service) {
    return service.getSpec().express() == null
        ? ResourceManagementType.CUSTOMER
        : ResourceManagementType.ECS;
  }

  /** Where it is in its life. */
  public static ServiceState state(EcsService service) {
    boolean wanted =
        service.getSpec().desiredStatus() != DesiredServiceStatus.INACTIVE
            && service.getMetadata().getDeletionTimestamp() == null;
    if (wanted) {
      return ServiceState.ACTIVE;
    }
    return status(service).status() == ServiceState.INACTIVE
        ? ServiceState.INACTIVE
        : ServiceState.DRAINING;
  }

  /** Whether it runs tasks. */
  static boolean isActive(EcsService service) {
    return state(service) == ServiceState.ACTIVE;
  }

  /** Whether it has ended. */
  static boolean isInactive(EcsService service) {
    return state(service) == ServiceState.INACTIVE;
  }

  /** Whether it wants a number of tasks that is not none; a daemon wants no number. */
  static boolean isScaledAboveZero(EcsService service) {
    return schedulingStrategy(service) == SchedulingStrategy.REPLICA && desiredCount(service) > 0;
  }

  /** What kind of capacity its tasks run on. */
  public static LaunchType launchType(EcsService service) {
    EcsServiceSpec spec = service.getSpec();
    return LaunchTypes.of(spec.launchType(), spec.capacityProviderStrategy());
  }

  /** How many tasks it runs: as many as wanted, or one on each container instance. */
  public static SchedulingStrategy schedulingStrategy(EcsService service) {
    return or(service.getSpec().schedulingStrategy(), SchedulingStrategy.REPLICA);
  }

  /** Number of tasks it aims at: told by the spec, for a daemon by what the operator has found. */
  public static int desiredCount(EcsService service) {
    if (state(service) != ServiceState.ACTIVE) {
      return 0;
    }
    return switch (schedulingStrategy(service)) {
      case REPLICA -> or(service.getSpec().desiredCount(), 1);
      case DAEMON -> or(status(service).desiredCount(), 0);
    };
  }

  /** What the operator has told of it; empty members before it has. */
  public static EcsServiceStatus status(EcsService service) {
    return or(service.getStatus(), UNSEEN);
  }
}
