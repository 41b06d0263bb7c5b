/** The containers of a task, as the kubelet reports them and in ECS's words. */
package dev.kubeecs.operator.task.container;
