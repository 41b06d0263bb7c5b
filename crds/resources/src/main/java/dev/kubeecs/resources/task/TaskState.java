package dev.kubeecs.resources.task;

/**
 * The life cycle of a task, in order. Source: the ECS developer guide, task lifecycle.
 *
 * <p>A task only ever moves forward; it may leave out states.
 */
public enum TaskState {
  PROVISIONING,
  PENDING,
  ACTIVATING,
  RUNNING,
  DEACTIVATING,
  STOPPING,
  DEPROVISIONING,
  STOPPED;

  /** Whether this state comes before the other in a task's life. */
  public boolean isBefore(TaskState other) {
    return compareTo(other) < 0;
  }
}
