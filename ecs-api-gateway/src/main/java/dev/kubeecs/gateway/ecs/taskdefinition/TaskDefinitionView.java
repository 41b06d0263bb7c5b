package dev.kubeecs.gateway.ecs.taskdefinition;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.HostVolumeProperties;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.TaskDefinition;
import dev.kubeecs.api.ecs.TransportProtocol;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.validation.Compatibilities;
import dev.kubeecs.resources.taskdefinition.validation.RequiredAttributes;
import java.time.Instant;

/**
 * A revision as DescribeTaskDefinition tells it: what was registered, with the members filled in
 * that AWS fills in.
 */
final class TaskDefinitionView {

  private TaskDefinitionView() {}

  /** The API's record of a revision. */
  static TaskDefinition of(TaskDefinitionRevision revision, Account account) {
    TaskDefinitionRevisionSpec spec = revision.getSpec();
    TaskDefinition.Builder view = TaskDefinition.builder();
    addRegistered(view, spec.taskDefinition());
    addLife(view, revision);
    return view.taskDefinitionArn(RevisionFacts.arn(revision, account))
        .family(spec.family())
        .revision(spec.revision())
        .registeredBy(spec.registeredBy())
        .build();
  }

  private static void addRegistered(TaskDefinition.Builder view, TaskDefinitionSpec registered) {
    view.containerDefinitions(
            asEmpty(registered.containerDefinitions()).stream()
                .map(container -> filled(container, registered.networkMode()))
                .toList())
        .taskRoleArn(registered.taskRoleArn())
        .executionRoleArn(registered.executionRoleArn())
        .networkMode(registered.networkMode())
        .volumes(asEmpty(registered.volumes()).stream().map(TaskDefinitionView::filled).toList())
        .placementConstraints(asEmpty(registered.placementConstraints()))
        .requiresAttributes(RequiredAttributes.of(registered))
        .compatibilities(Compatibilities.of(registered))
        .requiresCompatibilities(registered.requiresCompatibilities())
        .runtimePlatform(registered.runtimePlatform())
        .cpu(registered.cpu())
        .memory(registered.memory())
        .inferenceAccelerators(registered.inferenceAccelerators())
        .pidMode(registered.pidMode())
        .ipcMode(registered.ipcMode())
        .proxyConfiguration(registered.proxyConfiguration())
        .ephemeralStorage(registered.ephemeralStorage())
        .enableFaultInjection(registered.enableFaultInjection())
        .trustedExecutionConfiguration(registered.trustedExecutionConfiguration());
  }

  private static void addLife(TaskDefinition.Builder view, TaskDefinitionRevision revision) {
    TaskDefinitionRevisionStatus status = revision.getStatus();
    view.status(RevisionFacts.status(revision))
        .registeredAt(Instant.parse(revision.getMetadata().getCreationTimestamp()));
    if (status != null && !RevisionFacts.isActive(revision)) {
      view.deregisteredAt(status.deregisteredAt()).deleteRequestedAt(status.deleteRequestedAt());
    }
  }

  private static ContainerDefinition filled(ContainerDefinition container, NetworkMode network) {
    return container.toBuilder()
        .cpu(or(container.cpu(), 0))
        .essential(or(container.essential(), true))
        .portMappings(
            asEmpty(container.portMappings()).stream().map(port -> filled(port, network)).toList())
        .environment(asEmpty(container.environment()))
        .mountPoints(asEmpty(container.mountPoints()))
        .volumesFrom(asEmpty(container.volumesFrom()))
        .systemControls(asEmpty(container.systemControls()))
        .build();
  }

  /** A volume of no other kind is a folder of the host. */
  private static Volume filled(Volume volume) {
    boolean bare = volume.equals(Volume.builder().name(volume.name()).build());
    return bare ? volume.toBuilder().host(new HostVolumeProperties(null)).build() : volume;
  }

  private static PortMapping filled(PortMapping port, NetworkMode network) {
    boolean ownAddress = network == NetworkMode.AWSVPC || network == NetworkMode.HOST;
    Integer hostPort = ownAddress ? port.containerPort() : Integer.valueOf(0);
    boolean isRange = port.containerPortRange() != null;
    return port.toBuilder()
        .hostPort(or(port.hostPort(), isRange ? null : hostPort))
        .protocol(or(port.protocol(), TransportProtocol.TCP))
        .build();
  }
}
