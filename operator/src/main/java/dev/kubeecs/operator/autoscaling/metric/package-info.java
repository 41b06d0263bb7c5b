/** What services use: the metrics that policies track. */
package dev.kubeecs.operator.autoscaling.metric;
