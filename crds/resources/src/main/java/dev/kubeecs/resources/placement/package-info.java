/** Placement: which container instances may run a task, and which of them shall. */
package dev.kubeecs.resources.placement;
