/**
 * The life cycle of a task: from what is seen of its Pod to where the task is, why it stops, and
 * what is to be done. Pure functions; a look at the same things gives the same answer.
 */
package dev.kubeecs.operator.task.lifecycle;
