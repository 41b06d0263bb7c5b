/**
 * What a container asks for by URL: metadata, statistics, the credentials of its task's role, and
 * the protection of its task. Shapes and paths are those of the ECS agent.
 */
package dev.kubeecs.gateway.taskendpoint;
