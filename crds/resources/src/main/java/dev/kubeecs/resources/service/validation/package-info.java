/**
 * What ECS would refuse of a service, and what kube-ecs cannot honour yet; for the gateway and the
 * operator alike.
 */
package dev.kubeecs.resources.service.validation;
