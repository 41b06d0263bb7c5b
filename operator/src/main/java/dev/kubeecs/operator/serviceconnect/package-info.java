/**
 * Service Connect: the names that services have in a namespace, and where their tasks find those of
 * others.
 */
package dev.kubeecs.operator.serviceconnect;
