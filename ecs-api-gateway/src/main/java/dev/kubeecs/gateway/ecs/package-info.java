/** Amazon ECS: one package per resource, in ECS's words. */
package dev.kubeecs.gateway.ecs;
