package dev.kubeecs.operator.task.mirror;

import dev.kubeecs.api.ecs.PropagateTags;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.EcsTaskSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the EcsTask that mirrors a Pod of a service. */
final class MirrorTask {

  private static final List<String> LABELS =
      List.of(
          Labels.CLUSTER,
          Labels.SERVICE,
          Labels.DAEMON,
          Labels.DEPLOYMENT,
          Labels.FAMILY,
          Labels.REVISION);

  private MirrorTask() {}

  /**
   * The task that a Pod is.
   *
   * @param revision the service revision that the Pod is of
   * @param service its service, whose tags may be the task's
   * @param definition its task definition, whose tags may be the task's
   */
  static EcsTask of(
      Pod pod,
      EcsServiceRevision revision,
      Optional<EcsService> service,
      Optional<TaskDefinitionRevision> definition) {
    EcsTask task = new EcsTask();
    task.setMetadata(metadata(pod, revision));
    task.setSpec(spec(revision.getSpec(), service, definition));
    return task;
  }

  /** Of the task that mirrors a Pod: owned by whom the revision belongs to, which may be any. */
  static ObjectMeta metadata(Pod pod, HasMetadata revision) {
    Map<String, String> labels = new TreeMap<>(pod.getMetadata().getLabels());
    labels.keySet().retainAll(LABELS);
    return new ObjectMetaBuilder()
        .withName(Indexes.taskName(pod))
        .withNamespace(pod.getMetadata().getNamespace())
        .withLabels(labels)
        .withFinalizers(Labels.FINALIZER)
        .withOwnerReferences(Absent.asEmpty(revision.getMetadata().getOwnerReferences()))
        .build();
  }

  private static EcsTaskSpec spec(
      EcsServiceRevisionSpec revision,
      Optional<EcsService> service,
      Optional<TaskDefinitionRevision> definition) {
    return EcsTaskSpecBuilder.builder()
        .cluster(revision.cluster())
        .taskDefinition(revision.taskDefinition())
        .group("service:" + revision.serviceName())
        .startedBy("ecs-svc/" + revision.deploymentId())
        .launchType(revision.launchType())
        .capacityProviderStrategy(
            revision.launchType() == null ? revision.capacityProviderStrategy() : null)
        .networkConfiguration(revision.networkConfiguration())
        .platformVersion(revision.platformVersion())
        .enableECSManagedTags(revision.enableECSManagedTags())
        .enableExecuteCommand(revision.enableExecuteCommand())
        .propagateTags(revision.propagateTags())
        .tags(tags(revision.propagateTags(), service, definition))
        .build();
  }

  private static List<Tag> tags(
      PropagateTags from,
      Optional<EcsService> service,
      Optional<TaskDefinitionRevision> definition) {
    return switch (Absent.or(from, PropagateTags.NONE)) {
      case SERVICE -> service.map(s -> s.getSpec().tags()).orElse(null);
      case TASK_DEFINITION -> definition.map(d -> d.getSpec().currentTags()).orElse(null);
      case NONE -> null;
    };
  }
}
