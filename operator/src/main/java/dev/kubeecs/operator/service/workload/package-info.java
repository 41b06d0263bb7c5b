/** The Deployment or DaemonSet that a service revision is, built by pure functions. */
package dev.kubeecs.operator.service.workload;
