/** How a container finds what ECS tells and gives to tasks, which both programs must agree on. */
package dev.kubeecs.resources.taskendpoint;
