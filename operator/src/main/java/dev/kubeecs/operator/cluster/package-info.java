/** Clusters: what runs in each, and how one ends. */
package dev.kubeecs.operator.cluster;
