/** The state of alarms of CloudWatch, by what the operator measures. */
package dev.kubeecs.operator.alarm.evaluation;
