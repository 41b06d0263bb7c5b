/** Container instances: Nodes, their state and their attributes. */
package dev.kubeecs.gateway.ecs.containerinstance;
