package dev.kubeecs.gateway.logs.collector;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import dev.kubeecs.resources.taskdefinition.AwsLogs;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container whose lines go to a log stream.
 *
 * @param id of the container among all that are collected
 * @param pod the Pod that is its task
 * @param container its name in the Pod
 * @param owner the account and region of the group
 * @param logs where its lines go
 * @param stream the name of the stream; empty as long as the container has not started
 * @param over whether the container has ended
 */
record LogSource(
    Id id,
    String pod,
    String container,
    Account owner,
    AwsLogs logs,
    Optional<String> stream,
    boolean over) {

  /** A container of a task, by its ECS name. */
  record Id(String namespace, String task, String container) {}

  /** The containers of a task that log to streams. */
  static List<LogSource> of(EcsTask task, TaskDefinitionSpec definition, Account account) {
    return Absent.asEmpty(definition.containerDefinitions()).stream()
        .flatMap(
            container ->
                AwsLogs.of(container).stream().map(logs -> of(task, container, logs, account)))
        .toList();
  }

  private static LogSource of(
      EcsTask task, ContainerDefinition definition, AwsLogs logs, Account account) {
    String taskId = task.getMetadata().getName();
    Optional<EcsTaskStatus> status = Optional.ofNullable(task.getStatus());
    Optional<Container> container =
        status.stream()
            .flatMap(known -> Absent.asEmpty(known.containers()).stream())
            .filter(known -> definition.name().equals(known.name()))
            .findFirst();
    // A container that never ran has no id, and nothing to read.
    Optional<String> runtimeId = container.map(Container::runtimeId);
    boolean taskIsOver =
        status.filter(known -> known.lastStatus() == TaskState.STOPPED).isPresent();
    return new LogSource(
        new Id(task.getMetadata().getNamespace(), taskId, definition.name()),
        status.map(EcsTaskStatus::podName).orElse(taskId),
        ObjectNames.container(definition.name()),
        new Account(account.id(), logs.region().orElse(account.region())),
        logs,
        runtimeId.map(id -> logs.stream(definition.name(), taskId, id)),
        taskIsOver || container.filter(known -> "STOPPED".equals(known.lastStatus())).isPresent());
  }

  /** Whether a definition has a container that logs to a stream. */
  static boolean isIn(TaskDefinitionSpec definition) {
    return Stream.ofNullable(definition.containerDefinitions())
        .flatMap(List::stream)
        .anyMatch(container -> AwsLogs.of(container).isPresent());
  }
}
