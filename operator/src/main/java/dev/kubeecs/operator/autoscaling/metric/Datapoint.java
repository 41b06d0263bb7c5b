package dev.kubeecs.operator.autoscaling.metric;

/**
 * A metric at one time.
 *
 * @param value percent, or requests a minute per target
 * @param tasks how many tasks it is the average of
 */
public record Datapoint(double value, int tasks) {}
