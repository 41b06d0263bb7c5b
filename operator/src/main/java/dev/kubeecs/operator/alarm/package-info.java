/** Alarms that fail deployments: MetricAlarms, and the alerts of a Prometheus, by their names. */
package dev.kubeecs.operator.alarm;
