package dev.kubeecs.operator.alarm;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Which alarms are in ALARM: MetricAlarms, and alerts as a Prometheus told last. While it does not
 * answer, what it said last holds: an alarm may be missed, as ECS misses one when CloudWatch
 * throttles it.
 */
@Singleton
public final class Alarms {

  private static final Logger LOG = Logger.getLogger(Alarms.class);

  private final SharedIndexInformer<MetricAlarm> metricAlarms;
  private final Optional<FiringAlerts> source;
  private final Duration interval;
  private final Clock clock;
  private volatile Optional<Set<Alert>> firing = Optional.empty();
  private volatile Runnable changed = () -> {};
  private volatile Instant answeredAt;
  private volatile Thread thread;

  Alarms(
      SharedIndexInformer<MetricAlarm> metricAlarms,
      @ConfigProperty(name = "kube-ecs.alarms.prometheus") Optional<String> address,
      @ConfigProperty(name = "kube-ecs.alarms.interval") Duration interval,
      Clock clock,
      MeterRegistry registry) {
    this.metricAlarms = metricAlarms;
    this.source = address.map(FiringAlerts::new);
    this.interval = interval;
    this.clock = clock;
    this.answeredAt = clock.instant();
    if (source.isPresent()) {
      Gauge.builder("kube.ecs.alarms.firing", () -> firing.map(Set::size).orElse(0))
          .description("Alerts that fire, as the Prometheus told last")
          .register(registry);
      Gauge.builder("kube.ecs.alarms.age", this::age)
          .description("How long ago the Prometheus told that")
          .baseUnit("seconds")
          .register(registry);
    }
  }

  /** What is known of those that deployments in a namespace may watch. */
  public KnownAlarms in(String namespace) {
    return new KnownAlarms(
        Oldest.ofEach(
                metricAlarms.getIndexer().byIndex(Indexes.BY_NAMESPACE, namespace),
                MetricAlarms::name)
            .stream()
            .collect(toMap(MetricAlarms::name, MetricAlarms::isInAlarm)),
        alerts(namespace));
  }

  private AlarmStates alerts(String namespace) {
    if (source.isEmpty()) {
      return new AlarmStates.NoSource();
    }
    return firing
        .<AlarmStates>map(
            alerts ->
                new AlarmStates.Known(
                    alerts.stream()
                        .filter(alert -> alert.concerns(namespace))
                        .map(Alert::name)
                        .collect(toSet())))
        .orElseGet(AlarmStates.NotAnswered::new);
  }

  /** Tells whenever other alerts fire than before. */
  public void onChange(Runnable listener) {
    changed = listener;
  }

  void start(@Observes StartupEvent event) {
    source.ifPresent(alerts -> thread = Thread.startVirtualThread(() -> watch(alerts)));
  }

  void stop(@Observes ShutdownEvent event) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private double age() {
    return Duration.between(answeredAt, clock.instant()).toMillis() / 1000.0;
  }

  private void watch(FiringAlerts alerts) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ask(alerts);
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(FiringAlerts alerts) throws InterruptedException {
    try {
      Optional<Set<Alert>> now = Optional.of(alerts.get());
      answeredAt = clock.instant();
      if (!now.equals(firing)) {
        LOG.infof("in ALARM: %s", now.get());
        firing = now;
        changed.run();
      }
    } catch (IOException e) {
      LOG.warnf("deployments cannot be told of alarms: %s", e);
    }
  }
}
