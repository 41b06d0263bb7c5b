/**
 * The API of AWS Cloud Map: namespaces, services and instances are custom resources, and the
 * cluster's DNS answers for them.
 */
package dev.kubeecs.gateway.servicediscovery;
