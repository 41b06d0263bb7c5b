package dev.kubeecs.operator.autoscaling.metric;

import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param namespace where the service is
 * @param resourceId the service; empty where the metric itself tells a target group
 * @param metric which of its metrics
 */
public record Series(String namespace, Optional<String> resourceId, PredefinedMetric metric) {

  /** A metric of a service; that of a target group is the same whoever asks. */
  public static Series of(String namespace, String resourceId, PredefinedMetric metric) {
    return new Series(
        namespace,
        Optional.of(resourceId)
            .filter(id -> metric.predefinedMetricType() != ServiceMetric.REQUESTS_PER_TARGET),
        metric);
  }
}
