/** Container instances: Nodes, as ECS sees them. */
package dev.kubeecs.resources.containerinstance;
