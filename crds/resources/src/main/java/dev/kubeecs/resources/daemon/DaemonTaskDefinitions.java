package dev.kubeecs.resources.daemon;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpec.DesiredDaemonTaskDefinitionStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Daemon task definitions as task definitions: the members that both have are called the same and
 * mean the same, so whatever validates, runs and describes the one does so with the other.
 */
public final class DaemonTaskDefinitions {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private DaemonTaskDefinitions() {}

  /** {@code family:revision}. */
  public static String pinned(DaemonTaskDefinition definition) {
    return definition.getSpec().family() + ":" + definition.getSpec().revision();
  }

  /** Whether new daemons may use it. */
  public static boolean isActive(DaemonTaskDefinition definition) {
    return definition.getSpec().desiredStatus()
            != DesiredDaemonTaskDefinitionStatus.DELETE_IN_PROGRESS
        && definition.getMetadata().getDeletionTimestamp() == null;
  }

  /** The task definition that a daemon's tasks run. A daemon serves no ports of its Node. */
  public static TaskDefinitionSpec asTaskDefinition(DaemonTaskDefinitionSpec daemon) {
    return TaskDefinitionSpecBuilder.builder()
        .family(daemon.family())
        .taskRoleArn(daemon.taskRoleArn())
        .executionRoleArn(daemon.executionRoleArn())
        .networkMode(NetworkMode.BRIDGE)
        .containerDefinitions(
            asEmpty(daemon.containerDefinitions()).stream()
                .map(container -> JSON.convertValue(container, ContainerDefinition.class))
                .toList())
        .volumes(
            asEmpty(daemon.volumes()).stream()
                .map(volume -> Volume.builder().name(volume.name()).host(volume.host()).build())
                .toList())
        .cpu(daemon.cpu())
        .memory(daemon.memory())
        .tags(daemon.tags())
        .build();
  }

  /** The same with its number. */
  public static TaskDefinitionRevisionSpec asRevision(DaemonTaskDefinitionSpec daemon) {
    return TaskDefinitionRevisionSpecBuilder.builder()
        .family(daemon.family())
        .revision(daemon.revision())
        .taskDefinition(asTaskDefinition(daemon))
        .build();
  }
}
