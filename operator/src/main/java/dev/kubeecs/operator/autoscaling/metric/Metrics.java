package dev.kubeecs.operator.autoscaling.metric;

import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The metrics of scaled services, measured once a period. They are known to this operator alone:
 * one that starts begins anew, so that it scales a little later rather than by what it has not
 * seen.
 */
@Singleton
public class Metrics {

  private final Utilization utilization;
  private final RequestCounts requests;
  private final SharedIndexInformer<ScalableTarget> targets;
  private final Duration period;
  private final Map<Key, Measured> measured = new ConcurrentHashMap<>();

  Metrics(
      Utilization utilization,
      RequestCounts requests,
      SharedIndexInformer<ScalableTarget> targets,
      @ConfigProperty(name = "kube-ecs.autoscaling.period") Duration period) {
    this.utilization = utilization;
    this.requests = requests;
    this.targets = targets;
    this.period = period;
  }

  /**
   * A metric of a service, with a datapoint of now if it is time for one.
   *
   * @param metric as a policy of the target tracks it
   */
  public Measured of(
      ScalableTarget target, EcsService service, PredefinedMetric metric, Instant now) {
    Key key = new Key(target.getMetadata().getUid(), metric);
    Measured before = measured.get(key);
    if (before != null && now.isBefore(before.next())) {
      return before;
    }
    forgetGone();
    Datapoints points = before == null ? Datapoints.NONE : before.points();
    Measured after = new Measured(points.with(measure(service, metric, now)), now.plus(period));
    measured.put(key, after);
    return after;
  }

  private Optional<Datapoint> measure(EcsService service, PredefinedMetric metric, Instant now) {
    return switch (metric.predefinedMetricType()) {
      case CPU -> utilization.measure(service, ServiceMetric.CPU);
      case MEMORY -> utilization.measure(service, ServiceMetric.MEMORY);
      case REQUESTS_PER_TARGET ->
          requests.measure(service.getMetadata().getNamespace(), metric.resourceLabel(), now);
    };
  }

  private void forgetGone() {
    Set<String> present =
        targets.getStore().list().stream()
            .map(target -> target.getMetadata().getUid())
            .collect(Collectors.toSet());
    measured.keySet().removeIf(key -> !present.contains(key.target()));
  }

  /**
   * A metric and when it is measured next.
   *
   * @param points what it has been
   */
  public record Measured(Datapoints points, Instant next) {}

  private record Key(String target, PredefinedMetric metric) {}
}
