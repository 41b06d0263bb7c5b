/**
 * Gateways: the load balancer that services share, and for each service a target group, a rule and
 * a host name. What to make is decided from records alone, in {@code GatewayPlan}.
 */
package dev.kubeecs.operator.gateway;
