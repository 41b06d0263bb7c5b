package dev.kubeecs.operator.task.pod;

import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Builds the Pod of a task, or the template of a service revision's Pods. */
public final class PodTemplates {

  private PodTemplates() {}

  /** The Pod that a task of the request is. Same request, same Pod. */
  public static PodTemplateSpec of(PodRequest request) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels(request))
        .withFinalizers(Labels.FINALIZER)
        .endMetadata()
        .withNewSpec()
        .withContainers(Containers.of(request))
        .withRestartPolicy("Always")
        .withEnableServiceLinks(false)
        .withAutomountServiceAccountToken(false)
        .endSpec()
        .build();
  }

  private static Map<String, String> labels(PodRequest request) {
    TaskDefinitionRevisionSpec revision = request.revision();
    Map<String, String> labels = new TreeMap<>(request.labels());
    labels.put(Labels.CLUSTER, ObjectNames.cluster(request.clusterName()));
    labels.put(Labels.FAMILY, ObjectNames.taskDefinition(revision.family()));
    labels.put(Labels.REVISION, String.valueOf(revision.revision()));
    return labels;
  }
}
