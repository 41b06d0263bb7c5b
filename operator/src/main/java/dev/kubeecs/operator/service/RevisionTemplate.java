package dev.kubeecs.operator.service;

import dev.kubeecs.operator.service.workload.RevisionMetadata;
import dev.kubeecs.operator.task.pod.Capacity;
import dev.kubeecs.operator.task.pod.PodRequestBuilder;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.operator.task.pod.PodTemplates;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.RevisionContent;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/** The template of the Pods of a service revision. */
final class RevisionTemplate {

  private RevisionTemplate() {}

  static PodTemplateSpec of(
      ResolvedService service, ResolvedRevision target, PodSettings settings) {
    EcsServiceRevisionSpec revision = target.resource().getSpec();
    return PodTemplates.of(
        PodRequestBuilder.builder()
            .account(service.account())
            .clusterName(revision.cluster())
            .cluster(service.cluster().orElseThrow())
            .revision(target.taskDefinition().orElseThrow().getSpec())
            .launchType(RevisionContent.launchType(revision))
            .networkConfiguration(revision.networkConfiguration())
            .placementConstraints(revision.placementConstraints())
            .placementStrategy(revision.placementStrategy())
            .capacity(target.capacityProvider().map(Capacity::of).orElse(Capacity.ANY))
            .labels(RevisionMetadata.labels(revision))
            .settings(settings)
            .build());
  }
}
