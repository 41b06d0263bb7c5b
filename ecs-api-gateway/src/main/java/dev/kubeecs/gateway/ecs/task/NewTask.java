package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.PropagateTags;
import dev.kubeecs.api.ecs.RunTaskRequest;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.taskdefinition.RevisionFacts;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.EcsTaskSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resource that RunTask makes for one task. */
final class NewTask {

  private static final int MOST_TAGS = 50;

  private NewTask() {}

  /**
   * What a task of a request shall be.
   *
   * @param cluster ECS name of the cluster
   * @param capacityProvider the one that this task gets of the launch's strategy, if it has one
   */
  static EcsTaskSpec spec(
      RunTaskRequest request,
      String cluster,
      TaskDefinitionRevision revision,
      Launch launch,
      Optional<String> capacityProvider) {
    return EcsTaskSpecBuilder.builder()
        .cluster(cluster)
        .taskDefinition(RevisionFacts.pinned(revision))
        .group(request.group())
        .launchType(launch.launchType())
        .capacityProviderStrategy(capacityProvider.map(NewTask::only).orElse(null))
        .networkConfiguration(launch.network())
        .overrides(request.overrides())
        .placementConstraints(request.placementConstraints())
        .placementStrategy(request.placementStrategy())
        .platformVersion(launch.platformVersion())
        .enableECSManagedTags(request.enableECSManagedTags())
        .enableExecuteCommand(request.enableExecuteCommand())
        .propagateTags(request.propagateTags())
        .referenceId(request.referenceId())
        .startedBy(request.startedBy())
        .clientToken(request.clientToken())
        .volumeConfigurations(request.volumeConfigurations())
        .tags(tags(request, revision))
        .build();
  }

  static EcsTask of(
      EcsTaskSpec spec,
      String id,
      TaskDefinitionRevision revision,
      Optional<ClientToken> token,
      String namespace) {
    EcsTask task = new EcsTask();
    task.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(id)
            .withFinalizers(Labels.FINALIZER) // else the operator's first write would be this
            .addToLabels(Labels.CLUSTER, ObjectNames.cluster(spec.cluster()))
            .addToLabels(Labels.FAMILY, ObjectNames.taskDefinition(revision.getSpec().family()))
            .addToLabels(Labels.REVISION, revision.getSpec().revision().toString())
            .addToAnnotations(token.map(ClientToken::annotations).orElse(Map.of()))
            .build());
    task.setSpec(spec);
    return task;
  }

  /** The request's own tags win over those that the task takes over. */
  private static List<Tag> tags(RunTaskRequest request, TaskDefinitionRevision revision) {
    Map<String, Tag> tags = new LinkedHashMap<>();
    if (request.propagateTags() == PropagateTags.TASK_DEFINITION) {
      revision.getSpec().currentTags().forEach(tag -> tags.put(tag.key(), tag));
    }
    asEmpty(request.tags()).forEach(tag -> tags.put(tag.key(), tag));
    if (tags.size() > MOST_TAGS) {
      throw invalidParameter(
          "tags: with those of the task definition a task would have more than %d tags.",
          MOST_TAGS);
    }
    return tags.isEmpty() ? null : List.copyOf(tags.values());
  }

  private static List<CapacityProviderStrategyItem> only(String capacityProvider) {
    return List.of(
        CapacityProviderStrategyItem.builder()
            .capacityProvider(capacityProvider)
            .weight(1)
            .build());
  }
}
