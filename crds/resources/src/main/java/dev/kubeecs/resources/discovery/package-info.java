/**
 * Service discovery: namespaces, services and their instances as Cloud Map knows them, and the
 * names by which the cluster's DNS answers for them.
 */
package dev.kubeecs.resources.discovery;
