/** What of a task itself cannot be honoured. */
package dev.kubeecs.resources.task.validation;
