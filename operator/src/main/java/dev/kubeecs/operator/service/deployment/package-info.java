/**
 * Deployments of a service: how many tasks each revision may have next, so that a rolling update
 * stays within its limits, and when a task that does not start may be tried again.
 *
 * <p>Pure functions: they see tasks and answer numbers.
 */
package dev.kubeecs.operator.service.deployment;
