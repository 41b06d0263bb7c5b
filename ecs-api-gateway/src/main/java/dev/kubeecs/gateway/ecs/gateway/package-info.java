/** Gateways, their routes to services and their associations with clusters. */
package dev.kubeecs.gateway.ecs.gateway;
