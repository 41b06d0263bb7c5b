/** Daemons and daemon task definitions, their deployments and revisions. */
package dev.kubeecs.gateway.ecs.daemon;
