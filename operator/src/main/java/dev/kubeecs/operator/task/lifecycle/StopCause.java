package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.TaskStopCode;

/**
 * Why a task stops. What it is the first time, it stays.
 *
 * @param code what kind of reason it is; null where ECS gives none
 * @param reason in ECS's words
 */
record StopCause(TaskStopCode code, String reason) {}
