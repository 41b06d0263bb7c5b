/**
 * Tasks. A task is its Pod: a standalone task's Pod is created here, a service's Pods get a task
 * that mirrors them, and what the kubelet reports of a Pod becomes the status of its task.
 */
package dev.kubeecs.operator.task;
