/** The Pod that a task is: built from its task definition by pure functions. */
package dev.kubeecs.operator.task.pod;
