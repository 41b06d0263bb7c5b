/**
 * The CloudWatch API, as far as it is about alarms on metrics that the operator measures: an alarm
 * is a {@link dev.kubeecs.resources.alarm.MetricAlarm}.
 */
package dev.kubeecs.gateway.cloudwatch;
