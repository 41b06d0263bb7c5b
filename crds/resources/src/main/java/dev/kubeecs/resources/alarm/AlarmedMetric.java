package dev.kubeecs.resources.alarm;

import dev.kubeecs.api.cloudwatch.Dimension;
import dev.kubeecs.api.cloudwatch.StandardUnit;
import dev.kubeecs.api.cloudwatch.Statistic;
import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The metrics of CloudWatch that the operator measures. Source: the ECS developer guide, service
 * utilization metrics; the ELB guide, CloudWatch metrics of Application Load Balancers.
 */
public enum AlarmedMetric {
  CPU(ServiceMetric.CPU, "AWS/ECS", "CPUUtilization"),
  MEMORY(ServiceMetric.MEMORY, "AWS/ECS", "MemoryUtilization"),
  REQUESTS_PER_TARGET(
      ServiceMetric.REQUESTS_PER_TARGET, "AWS/ApplicationELB", "RequestCountPerTarget");

  private static final String CLUSTER = "ClusterName";
  private static final String SERVICE = "ServiceName";
  private static final String LOAD_BALANCER = "LoadBalancer";
  private static final String TARGET_GROUP = "TargetGroup";

  private final ServiceMetric metric;
  private final String namespace;
  private final String metricName;

  AlarmedMetric(ServiceMetric metric, String namespace, String metricName) {
    this.metric = metric;
    this.namespace = namespace;
    this.metricName = metricName;
  }

  /** The metric of that name, if it is measured. */
  public static Optional<AlarmedMetric> of(String namespace, String metricName) {
    return Arrays.stream(values())
        .filter(each -> each.namespace.equals(namespace) && each.metricName.equals(metricName))
        .findFirst();
  }

  /** All, for messages. */
  public static String names() {
    return Arrays.stream(values())
        .map(each -> each.namespace + " " + each.metricName)
        .collect(Collectors.joining(", "));
  }

  /** The names of its dimensions. */
  public List<String> dimensions() {
    return isOfTasks() ? List.of(CLUSTER, SERVICE) : List.of(LOAD_BALANCER, TARGET_GROUP);
  }

  /** What of its datapoints means something. */
  public Set<Statistic> statistics() {
    return isOfTasks()
        ? Set.of(Statistic.AVERAGE, Statistic.MINIMUM, Statistic.MAXIMUM)
        : Set.of(Statistic.SUM);
  }

  /** In what it is counted. */
  public Set<StandardUnit> units() {
    return isOfTasks()
        ? Set.of(StandardUnit.PERCENT)
        : Set.of(StandardUnit.COUNT, StandardUnit.NONE);
  }

  /** The same metric as a policy tracks it. */
  public PredefinedMetric predefined(List<Dimension> dimensions) {
    return new PredefinedMetric(
        metric,
        isOfTasks()
            ? null
            : value(dimensions, LOAD_BALANCER) + "/" + value(dimensions, TARGET_GROUP));
  }

  /** The service that it is of; empty where a load balancer tells it. */
  public Optional<String> resourceId(List<Dimension> dimensions) {
    return isOfTasks()
        ? Optional.of(
            ScalableTargets.resourceId(value(dimensions, CLUSTER), value(dimensions, SERVICE)))
        : Optional.empty();
  }

  private boolean isOfTasks() {
    return metric != ServiceMetric.REQUESTS_PER_TARGET;
  }

  private static String value(List<Dimension> dimensions, String name) {
    return dimensions.stream()
        .filter(dimension -> dimension.name().equals(name))
        .map(Dimension::value)
        .findFirst()
        .orElseThrow();
  }
}
