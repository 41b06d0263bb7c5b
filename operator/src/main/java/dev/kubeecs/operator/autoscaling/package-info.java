/**
 * Service auto scaling: metrics become datapoints, datapoints verdicts of policies, verdicts and
 * schedules a desired count, which is written to the scale subresource of the service.
 */
package dev.kubeecs.operator.autoscaling;
