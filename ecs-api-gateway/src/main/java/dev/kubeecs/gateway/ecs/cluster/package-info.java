/** Clusters: create, describe, list, update, delete. */
package dev.kubeecs.gateway.ecs.cluster;
