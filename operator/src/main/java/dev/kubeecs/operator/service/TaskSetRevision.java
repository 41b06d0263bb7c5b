package dev.kubeecs.operator.service;

import dev.kubeecs.operator.service.revision.NextRevision;
import dev.kubeecs.operator.service.workload.RevisionMetadata;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.RevisionContent;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import java.util.Optional;

/** The service revision that a task set is: of the same 19 digits, and one Deployment. */
final class TaskSetRevision {

  private TaskSetRevision() {}

  /** The revision to create. */
  static ResolvedRevision of(ResolvedService service, ResolvedTaskSet taskSet) {
    TaskDefinitionRevisionSpec definition = taskSet.taskDefinition().orElseThrow().getSpec();
    EcsServiceRevisionSpec spec =
        RevisionContent.of(
                service.objectName(),
                service.serviceName(),
                service.clusterName(),
                TaskSetContent.asService(service.spec(), taskSet.resource().getSpec()),
                definition.family() + ":" + definition.revision())
            .withDeploymentId(taskSet.digits());
    EcsServiceRevision revision = new EcsServiceRevision();
    revision.setMetadata(RevisionMetadata.of(service.resource(), spec));
    revision.getMetadata().getLabels().put(Labels.NUMBER, String.valueOf(number(service)));
    revision.setSpec(spec);
    return ResolvedRevisionBuilder.builder()
        .resource(revision)
        .rollout(Optional.empty())
        .taskDefinition(taskSet.taskDefinition())
        .capacityProvider(taskSet.capacityProvider())
        .workload(Optional.empty())
        .build();
  }

  private static int number(ResolvedService service) {
    return service.revisions().stream()
            .map(ResolvedRevision::resource)
            .mapToInt(NextRevision::number)
            .max()
            .orElse(0)
        + 1;
  }
}
