package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerOverride;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpecBuilder;
import dev.kubeecs.resources.task.TaskState;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Hooks that are tasks: one task for each call, on the capacity of the revision that is rolled out,
 * with the event in an environment variable. It succeeds if all essential containers end with 0.
 */
@Singleton
final class HookTasks {

  private static final String STARTED_BY = "lifecycle-hook";

  private final HookRuns runs;
  private final TaskDefinitions taskDefinitions;

  HookTasks(HookRuns runs, TaskDefinitions taskDefinitions) {
    this.runs = runs;
    this.taskDefinitions = taskDefinitions;
  }

  /** Runs the task, and waits for its end. */
  HookAnswer run(String namespace, HookRequest request) {
    Optional<TaskDefinitionRevision> definition =
        taskDefinitions.resolve(namespace, request.target());
    if (definition.isEmpty()) {
      return HookAnswer.failed("there is no ACTIVE task definition " + request.target());
    }
    List<ContainerDefinition> containers =
        definition.get().getSpec().taskDefinition().containerDefinitions();
    return runs.once(
        task(namespace, request, containers),
        HookTasks::isStopped,
        stopped -> answer(stopped, containers));
  }

  private static boolean isStopped(EcsTask task) {
    return task.getStatus() != null && task.getStatus().lastStatus() == TaskState.STOPPED;
  }

  private static HookAnswer answer(EcsTask stopped, List<ContainerDefinition> containers) {
    List<String> essential =
        containers.stream()
            .filter(container -> or(container.essential(), true))
            .map(ContainerDefinition::name)
            .toList();
    List<Integer> codes =
        asEmpty(stopped.getStatus().containers()).stream()
            .filter(container -> essential.contains(container.name()))
            .map(Container::exitCode)
            .toList();
    boolean wentWell =
        codes.size() == essential.size()
            && codes.stream().allMatch(code -> code != null && code == 0);
    return wentWell
        ? HookAnswer.succeeded()
        : HookAnswer.failed(
            "its task %s stopped, %s"
                .formatted(stopped.getMetadata().getName(), stopped.getStatus().stoppedReason()));
  }

  private static EcsTask task(
      String namespace, HookRequest request, List<ContainerDefinition> containers) {
    EcsServiceRevisionSpec revision = request.revision();
    EcsTask task = new EcsTask();
    task.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(Identifiers.taskId(request.id().toString()))
            .build());
    task.setSpec(
        EcsTaskSpecBuilder.builder()
            .cluster(revision.cluster())
            .taskDefinition(request.target())
            .launchType(revision.launchType())
            .capacityProviderStrategy(revision.capacityProviderStrategy())
            .networkConfiguration(revision.networkConfiguration())
            .startedBy(STARTED_BY)
            .overrides(
                TaskOverride.builder()
                    .containerOverrides(
                        containers.stream()
                            .map(container -> override(container.name(), request.body()))
                            .toList())
                    .build())
            .build());
    return task;
  }

  private static ContainerOverride override(String container, String event) {
    return ContainerOverride.builder()
        .name(container)
        .environment(List.of(KeyValuePair.builder().name(HookRuns.EVENT).value(event).build()))
        .build();
  }
}
