/** Service deployments and service revisions: list, describe, stop, continue. */
package dev.kubeecs.gateway.ecs.servicedeployment;
