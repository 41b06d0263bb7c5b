/** Tasks: run, start, stop, describe, list. */
package dev.kubeecs.gateway.ecs.task;
