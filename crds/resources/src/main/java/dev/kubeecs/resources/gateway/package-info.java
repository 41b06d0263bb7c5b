/**
 * Gateways, which route to services, and what becomes of a route: load balancers and their parts.
 */
package dev.kubeecs.resources.gateway;
