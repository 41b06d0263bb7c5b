package dev.kubeecs.gateway.taskendpoint;

import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.TaskRole;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/**
 * A task whose container calls us.
 *
 * @param account whose task it is
 * @param pod what is kept of its Pod
 * @param task as it stands in the cluster
 * @param definition what it runs, overrides applied; empty if that no longer exists
 * @param container ECS name of the container, where the URL names one
 */
record Caller(
    Account account,
    Pod pod,
    EcsTask task,
    Optional<TaskDefinitionSpec> definition,
    Optional<String> container) {

  String namespace() {
    return task.getMetadata().getNamespace();
  }

  String taskArn() {
    return account.taskArn(TaskFacts.cluster(task), TaskFacts.id(task));
  }

  /** What its definition, or an override, says of its role; empty if it has none. */
  Optional<String> roleArn() {
    return definition.map(TaskDefinitionSpec::taskRoleArn).filter(arn -> !arn.isBlank());
  }

  Optional<TaskRole> role() {
    return roleArn().flatMap(TaskRole::parse);
  }
}
