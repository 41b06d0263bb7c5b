/**
 * BLUE_GREEN, LINEAR and CANARY deployments as pure decisions: stages, weights, hooks and replicas.
 * All that a decision needs of the past is in {@link dev.kubeecs.resources.service.TrafficShift}.
 */
package dev.kubeecs.operator.service.trafficshift;
