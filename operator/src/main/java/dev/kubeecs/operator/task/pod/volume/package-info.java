/**
 * The volumes of a task: each as the Kubernetes volume that lives as long and is shared as widely.
 */
package dev.kubeecs.operator.task.pod.volume;
