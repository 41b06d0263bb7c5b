/**
 * Express gateway services: a task definition, a service, its route through a gateway and its
 * scaling, made from a container image and little more.
 */
package dev.kubeecs.gateway.ecs.express;
