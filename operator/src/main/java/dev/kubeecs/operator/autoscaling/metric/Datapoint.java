package dev.kubeecs.operator.autoscaling.metric;

/**
 * A metric at one time.
 *
 * @param value percent, or requests a minute per target
 * @param least that of the task with the least
 * @param most that of the task with the most
 * @param tasks how many tasks it is the average of
 */
public record Datapoint(double value, double least, double most, int tasks) {

  /** One that is the same of every task. */
  public Datapoint(double value, int tasks) {
    this(value, value, value, tasks);
  }
}
