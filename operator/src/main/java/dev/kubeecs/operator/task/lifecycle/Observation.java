package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.operator.task.container.ObservedContainer;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.EcsTaskStatusBuilder;
import dev.kubeecs.resources.task.TaskState;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;

/**
 * One look at a task that has, or had, a Pod.
 *
 * @param task the task with the status of the last look
 * @param account whose task it is
 * @param family of its task definition
 * @param revision the number of its task definition
 * @param definition with the overrides of the task
 * @param pod its Pod; null if that is gone
 * @param node where the Pod is; null if it is nowhere or the Node is gone
 * @param now when the look is taken
 */
public record Observation(
    EcsTask task,
    Account account,
    String family,
    int revision,
    TaskDefinitionSpec definition,
    Pod pod,
    Node node,
    Instant now) {

  /** The task's id. */
  public String taskId() {
    return task.getMetadata().getName();
  }

  /** The status of the last look; an empty one before the first. */
  public EcsTaskStatus before() {
    return task.getStatus() == null ? EcsTaskStatusBuilder.builder().build() : task.getStatus();
  }

  /** Where the task was at the last look. */
  public TaskState stateBefore() {
    TaskState state = before().lastStatus();
    return state == null ? TaskState.PROVISIONING : state;
  }

  /** The containers, in the order of the definition. */
  public List<ObservedContainer> containers() {
    return Dependencies.judged(
        this, RestartPolicies.judged(this, ObservedContainer.of(definition, pod)));
  }

  /** Whether a daemon runs it: then the definition is one of daemons. */
  boolean isOfDaemon() {
    return Absent.asEmpty(task.getMetadata().getLabels()).containsKey(Labels.DAEMON);
  }

  /** Whether the task shall stop because its user says so. */
  boolean stopWanted() {
    return task.getSpec().desiredStatus() == DesiredStatus.STOPPED || task.isMarkedForDeletion();
  }
}
