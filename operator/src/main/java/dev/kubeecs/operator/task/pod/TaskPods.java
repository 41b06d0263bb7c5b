package dev.kubeecs.operator.task.pod;

import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Owners;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.TreeMap;

/** The Pod of a task that no service runs. */
public final class TaskPods {

  private TaskPods() {}

  /**
   * The Pod of the task's name, which goes when the task goes. Nothing in it ever starts again, on
   * any version of Kubernetes.
   */
  public static Pod of(EcsTask task, PodRequest request) {
    Map<String, String> labels = new TreeMap<>(request.labels());
    labels.put(Labels.TASK, task.getMetadata().getName());
    PodTemplateSpec template = PodTemplates.of(request.withLabels(labels));
    return new PodBuilder()
        .withMetadata(template.getMetadata())
        .editMetadata()
        .withName(task.getMetadata().getName())
        .withNamespace(task.getMetadata().getNamespace())
        .withOwnerReferences(owner(task))
        .endMetadata()
        .withSpec(template.getSpec())
        .editSpec()
        .withRestartPolicy("Never")
        .withContainers(
            template.getSpec().getContainers().stream().map(TaskPods::asThePod).toList())
        .endSpec()
        .build();
  }

  /** Never is the Pod's own policy already, and any version of Kubernetes knows that. */
  private static Container asThePod(Container container) {
    return "Never".equals(container.getRestartPolicy())
            && Absent.asEmpty(container.getRestartPolicyRules()).isEmpty()
        ? container.edit().withRestartPolicy(null).build()
        : container;
  }

  private static OwnerReference owner(EcsTask task) {
    return new OwnerReferenceBuilder(Owners.controller(task)).withBlockOwnerDeletion(false).build();
  }
}
