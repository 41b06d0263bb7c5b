/** Alarms that fail deployments: the alerts of a Prometheus, by their names. */
package dev.kubeecs.operator.alarm;
