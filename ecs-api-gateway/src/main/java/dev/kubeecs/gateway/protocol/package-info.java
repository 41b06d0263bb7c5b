/**
 * What every AWS service we serve has in common: calls, operations and their handlers, errors.
 *
 * <p>Knows neither HTTP servers nor Kubernetes nor ECS.
 */
package dev.kubeecs.gateway.protocol;
