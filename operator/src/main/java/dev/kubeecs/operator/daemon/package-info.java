/**
 * Daemons and daemon task definitions: a DaemonSet over the Nodes of capacity providers, and what
 * its deployments have come to.
 */
package dev.kubeecs.operator.daemon;
