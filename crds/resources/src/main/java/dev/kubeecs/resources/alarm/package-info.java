/** Alarms of CloudWatch: which metric of a service they watch, and what they invoke. */
package dev.kubeecs.resources.alarm;
