/**
 * Service discovery: which tasks are instances of which services of Cloud Map, and the names by
 * which the cluster's DNS answers for them.
 */
package dev.kubeecs.operator.discovery;
