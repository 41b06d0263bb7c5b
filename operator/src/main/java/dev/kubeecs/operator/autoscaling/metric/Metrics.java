package dev.kubeecs.operator.autoscaling.metric;

import dev.kubeecs.resources.autoscaling.PredefinedMetric;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The metrics that policies track and alarms watch, measured once a period for all of them. They
 * are known to this operator alone: one that starts begins anew, so that it scales a little later
 * rather than by what it has not seen.
 */
@Singleton
public class Metrics {

  /** What nobody has asked for in so many periods is forgotten. */
  private static final int IDLE_PERIODS = 10;

  private final Utilization utilization;
  private final RequestCounts requests;
  private final NamedServices services;
  private final Duration period;
  private final Map<Series, Log> logs = new ConcurrentHashMap<>();

  Metrics(
      Utilization utilization,
      RequestCounts requests,
      NamedServices services,
      @ConfigProperty(name = "kube-ecs.autoscaling.period") Duration period) {
    this.utilization = utilization;
    this.requests = requests;
    this.services = services;
    this.period = period;
  }

  /**
   * A metric, with a datapoint of now if it is time for one.
   *
   * @param kept how many datapoints are wanted
   */
  public Measured of(Series series, int kept, Instant now) {
    logs.values().removeIf(log -> log.idleSince(now.minus(period.multipliedBy(IDLE_PERIODS))));
    return logs.computeIfAbsent(series, ignored -> new Log(now)).at(series, kept, now);
  }

  /** Why a metric in a namespace cannot be measured; empty if it can. */
  public Optional<String> obstacle(String namespace, PredefinedMetric metric) {
    return switch (metric.predefinedMetricType()) {
      case CPU, MEMORY -> Optional.empty();
      case REQUESTS_PER_TARGET -> requests.obstacle(namespace, metric.resourceLabel());
    };
  }

  private Optional<Datapoint> measure(Series series, Instant now) {
    return switch (series.metric().predefinedMetricType()) {
      case CPU -> utilization(series, ServiceMetric.CPU);
      case MEMORY -> utilization(series, ServiceMetric.MEMORY);
      case REQUESTS_PER_TARGET ->
          requests.measure(series.namespace(), series.metric().resourceLabel(), now);
    };
  }

  private Optional<Datapoint> utilization(Series series, ServiceMetric metric) {
    return series
        .resourceId()
        .flatMap(resourceId -> services.find(series.namespace(), resourceId))
        .flatMap(service -> utilization.measure(service, metric));
  }

  /**
   * A metric and when it is measured.
   *
   * @param points what it has been
   * @param taken when the newest was measured
   * @param next when the next will be
   */
  public record Measured(Datapoints points, Instant taken, Instant next) {}

  /** What is known of a series. */
  private final class Log {
    private volatile Instant asked;
    private int most;
    private Measured measured;

    Log(Instant now) {
      asked = now;
    }

    boolean idleSince(Instant then) {
      return asked.isBefore(then);
    }

    synchronized Measured at(Series series, int kept, Instant now) {
      asked = now;
      most = Math.max(most, kept);
      if (measured == null || !now.isBefore(measured.next())) {
        Datapoints before = measured == null ? Datapoints.NONE : measured.points();
        measured = new Measured(before.with(measure(series, now), most), now, now.plus(period));
      }
      return measured;
    }
  }
}
