package dev.kubeecs.gateway.ecs.taskset;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.TaskSetView;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.service.TaskSetContent;

/** What the operations of task sets demand beyond the model. */
final class TaskSetRules {

  private TaskSetRules() {}

  /**
   * Refuses a service that has no task sets.
   *
   * @return the service
   */
  static EcsService requireExternal(EcsService service) {
    if (ServiceFacts.state(service) != ServiceState.ACTIVE) {
      throw new AwsException("ServiceNotActiveException", "Service was not ACTIVE.");
    }
    if (!TaskSetContent.isExternal(service.getSpec())) {
      throw invalidParameter(
          "Task sets are for services with an EXTERNAL deployment controller only.");
    }
    return service;
  }

  /** Refuses to delete a task set that still wants tasks, unless it is forced. */
  static void requireDeletable(EcsTaskSet taskSet, EcsService service, boolean forced) {
    if (!forced && TaskSetView.computedDesiredCount(taskSet, service) > 0) {
      throw invalidParameter(
          "The task set cannot be deleted while it is scaled above 0: scale it down, or use force.");
    }
  }

  /** Refuses to change a task set that drains. */
  static void requireActive(EcsTaskSet taskSet) {
    if (taskSet.getMetadata().getDeletionTimestamp() != null) {
      throw invalidParameter("The task set is DRAINING.");
    }
  }
}
