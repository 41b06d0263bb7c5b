/**
 * Load balancers and target groups: {@code target} decides on the health of targets, {@code proxy}
 * on the configuration of the proxy that an Application Load Balancer is.
 */
package dev.kubeecs.operator.loadbalancing;
