/** The start of a standalone task: everything that it names is resolved, or it has to wait. */
package dev.kubeecs.operator.task.start;
