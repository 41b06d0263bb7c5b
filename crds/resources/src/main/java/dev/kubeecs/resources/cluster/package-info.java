/** The cluster: a name under which services and tasks run, and the Nodes they may use. */
package dev.kubeecs.resources.cluster;
