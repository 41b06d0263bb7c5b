package dev.kubeecs.gateway.ecs.taskdefinition;

import dev.kubeecs.api.ecs.RegisterTaskDefinitionRequest;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** The resource that RegisterTaskDefinition makes. */
final class NewRevision {

  private NewRevision() {}

  /** What a request registers, word for word. */
  static TaskDefinitionSpec definition(RegisterTaskDefinitionRequest request) {
    return TaskDefinitionSpecBuilder.builder()
        .family(request.family())
        .taskRoleArn(request.taskRoleArn())
        .executionRoleArn(request.executionRoleArn())
        .networkMode(request.networkMode())
        .containerDefinitions(request.containerDefinitions())
        .volumes(request.volumes())
        .placementConstraints(request.placementConstraints())
        .requiresCompatibilities(request.requiresCompatibilities())
        .cpu(request.cpu())
        .memory(request.memory())
        .tags(request.tags())
        .pidMode(request.pidMode())
        .ipcMode(request.ipcMode())
        .proxyConfiguration(request.proxyConfiguration())
        .inferenceAccelerators(request.inferenceAccelerators())
        .ephemeralStorage(request.ephemeralStorage())
        .runtimePlatform(request.runtimePlatform())
        .enableFaultInjection(request.enableFaultInjection())
        .trustedExecutionConfiguration(request.trustedExecutionConfiguration())
        .build();
  }

  static TaskDefinitionRevision of(
      TaskDefinitionSpec definition, int number, String registeredBy, String namespace) {
    String family = definition.family();
    TaskDefinitionRevision revision = new TaskDefinitionRevision();
    revision.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(ObjectNames.taskDefinitionRevision(family, number))
            .addToLabels(Labels.FAMILY, ObjectNames.taskDefinition(family))
            .addToLabels(Labels.REVISION, Integer.toString(number))
            .build());
    revision.setSpec(
        TaskDefinitionRevisionSpecBuilder.builder()
            .family(family)
            .revision(number)
            .taskDefinition(definition)
            .registeredBy(registeredBy)
            .build());
    return revision;
  }
}
