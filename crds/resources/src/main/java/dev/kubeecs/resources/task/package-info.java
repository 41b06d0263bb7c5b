/** Tasks: one running (or ended) set of containers, and its life cycle. */
package dev.kubeecs.resources.task;
