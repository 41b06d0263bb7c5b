package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.gateway.ecs.LaunchTypes;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.EcsTaskStatusBuilder;
import dev.kubeecs.resources.task.TaskState;
import java.util.Optional;

/** What is true of a task whether or not the operator has seen it yet. */
public final class TaskFacts {

  /** What a task's status says before the operator has written one. */
  static final EcsTaskStatus UNSEEN = EcsTaskStatusBuilder.builder().build();

  /** What the group of a service's task begins with. */
  static final String SERVICE_GROUP = "service:";

  private static final String DAEMON_GROUP = "daemon:";

  private TaskFacts() {}

  /** Its id. */
  public static String id(EcsTask task) {
    return task.getMetadata().getName();
  }

  /** The ECS name of its cluster. */
  public static String cluster(EcsTask task) {
    return or(task.getSpec().cluster(), Clusters.DEFAULT);
  }

  /** Where it is in its life. */
  public static TaskState lastStatus(EcsTask task) {
    return or(status(task).lastStatus(), TaskState.PROVISIONING);
  }

  /** Where it is heading: RUNNING or STOPPED. */
  public static DesiredStatus desiredStatus(EcsTask task) {
    return task.getSpec().desiredStatus() == DesiredStatus.STOPPED
            || task.getMetadata().getDeletionTimestamp() != null
        ? DesiredStatus.STOPPED
        : or(status(task).desiredStatus(), DesiredStatus.RUNNING);
  }

  /** What kind of capacity it runs on. */
  public static LaunchType launchType(EcsTask task) {
    EcsTaskSpec spec = task.getSpec();
    return or(
        status(task).launchType(),
        LaunchTypes.of(spec.launchType(), asEmpty(spec.capacityProviderStrategy())));
  }

  /** The id of the container instance that it is on; empty before it is on one, and on FARGATE. */
  public static Optional<String> containerInstance(EcsTask task) {
    return Optional.ofNullable(status(task).containerInstanceArn())
        .flatMap(Arn::parse)
        .map(Arn::name);
  }

  /** The revision it runs, or the family of which it will run the newest. */
  public static Optional<TaskDefinitionReference> definition(EcsTask task) {
    return TaskDefinitionReference.parse(
        or(status(task).taskDefinition(), task.getSpec().taskDefinition()));
  }

  /** Its group. */
  public static String group(EcsTask task) {
    String group = or(status(task).group(), task.getSpec().group());
    return group != null
        ? group
        : "family:" + definition(task).map(TaskDefinitionReference::family).orElse("");
  }

  /** The name of the service whose task it is, if it is a service's. */
  public static Optional<String> service(EcsTask task) {
    String group = group(task);
    return group.startsWith(SERVICE_GROUP)
        ? Optional.of(group.substring(SERVICE_GROUP.length()))
        : Optional.empty();
  }

  /** The name of the daemon whose task it is, if it is a daemon's. */
  public static Optional<String> daemon(EcsTask task) {
    String group = group(task);
    return asEmpty(task.getMetadata().getLabels()).containsKey(Labels.DAEMON)
            && group.startsWith(DAEMON_GROUP)
        ? Optional.of(group.substring(DAEMON_GROUP.length()))
        : Optional.empty();
  }

  /** What the operator has told of it; empty members before it has. */
  public static EcsTaskStatus status(EcsTask task) {
    return or(task.getStatus(), UNSEEN);
  }
}
