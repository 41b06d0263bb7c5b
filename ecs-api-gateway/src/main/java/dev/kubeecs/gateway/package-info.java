/** The ECS API gateway: serves AWS' API and writes kube-ecs' resources. */
package dev.kubeecs.gateway;
