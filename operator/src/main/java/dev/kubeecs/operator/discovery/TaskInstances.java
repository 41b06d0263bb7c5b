package dev.kubeecs.operator.discovery;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.resources.discovery.InstanceAttributes;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The instance that a task of a service is. */
final class TaskInstances {

  private static final String OF_SERVICE = "service:";

  private TaskInstances() {}

  /**
   * The instance; empty unless the task is RUNNING and shall stay so: a task is taken out before
   * its containers are told to stop.
   *
   * @param port to register, if any
   * @param tellsHealth whether the registry is told of health; Source: the ECS guide, "ECS manages
   *     the health of tasks in the registry by their container health checks"
   */
  static Optional<RegisteredInstance> of(
      Account account, Pod pod, EcsTask task, OptionalInt port, boolean tellsHealth) {
    if (pod.getMetadata().getDeletionTimestamp() != null
        || pod.getStatus() == null
        || pod.getStatus().getPodIP() == null
        || !isRunning(task)) {
      return Optional.empty();
    }
    HealthStatus health = tellsHealth ? health(pod, task.getStatus()) : HealthStatus.UNKNOWN;
    Map<String, String> attributes = new TreeMap<>();
    attributes.put(InstanceAttributes.IPV4, pod.getStatus().getPodIP());
    port.ifPresent(p -> attributes.put(InstanceAttributes.PORT, Integer.toString(p)));
    attributes.put("REGION", account.region());
    attributes.put("ECS_CLUSTER_NAME", or(task.getSpec().cluster(), "default"));
    put(attributes, "AVAILABILITY_ZONE", task.getStatus().availabilityZone());
    put(attributes, "ECS_SERVICE_NAME", service(task));
    put(attributes, "ECS_TASK_DEFINITION_FAMILY", family(task.getStatus()));
    if (tellsHealth) {
      attributes.put(InstanceAttributes.INIT_HEALTH_STATUS, health.toString());
    }
    return Optional.of(
        new RegisteredInstance(task.getMetadata().getName(), attributes, health, true));
  }

  private static boolean isRunning(EcsTask task) {
    return task.getSpec().desiredStatus() != DesiredStatus.STOPPED
        && task.getStatus() != null
        && task.getStatus().lastStatus() == TaskState.RUNNING;
  }

  /** A task without a health check is healthy as long as it runs. */
  private static HealthStatus health(Pod pod, EcsTaskStatus task) {
    boolean checked =
        pod.getSpec().getContainers().stream()
            .anyMatch(container -> container.getReadinessProbe() != null);
    return switch (or(task.healthStatus(), dev.kubeecs.api.ecs.HealthStatus.UNKNOWN)) {
      case HEALTHY -> HealthStatus.HEALTHY;
      case UNHEALTHY -> HealthStatus.UNHEALTHY;
      case UNKNOWN -> checked ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY;
    };
  }

  private static String service(EcsTask task) {
    String group = or(task.getStatus().group(), or(task.getSpec().group(), ""));
    return group.startsWith(OF_SERVICE) ? group.substring(OF_SERVICE.length()) : null;
  }

  private static String family(EcsTaskStatus status) {
    String definition = status.taskDefinition();
    return definition == null ? null : definition.replaceFirst(":[0-9]+$", "");
  }

  private static void put(Map<String, String> attributes, String name, String value) {
    if (value != null && !value.isEmpty()) {
      attributes.put(name, value);
    }
  }
}
