package dev.kubeecs.operator.alarm.evaluation;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.autoscaling.metric.Metrics;
import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.operator.autoscaling.metric.Series;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.alarm.AlarmRules;
import dev.kubeecs.resources.alarm.AlarmedMetric;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpec;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Evaluates alarms: measures, decides and tells their state. */
@ControllerConfiguration(
    name = "metric-alarm",
    informer = @Informer(name = "metric-alarms-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
@RateLimited(maxReconciliations = 1, within = 200, unit = TimeUnit.MILLISECONDS)
public class MetricAlarmReconciler implements Reconciler<MetricAlarm> {

  private static final Duration SOON = Duration.ofMillis(200);

  private final Accounts accounts;
  private final SharedIndexInformer<MetricAlarm> alarms;
  private final Metrics metrics;
  private final Clock clock;

  MetricAlarmReconciler(
      Accounts accounts, SharedIndexInformer<MetricAlarm> alarms, Metrics metrics, Clock clock) {
    this.accounts = accounts;
    this.alarms = alarms;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, MetricAlarm>> prepareEventSources(
      EventSourceContext<MetricAlarm> context) {
    return List.of(new CacheEventSource<>(alarms, this::namesakes));
  }

  @Override
  public UpdateControl<MetricAlarm> reconcile(MetricAlarm alarm, Context<MetricAlarm> context) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Problem> problem = problem(alarm);
    AlarmPlan plan =
        AlarmPlan.of(
            new WatchedMetric(
                alarm,
                accounts.of(alarm.getMetadata().getNamespace()),
                problem,
                problem.isPresent() ? Optional.empty() : Optional.of(measured(alarm, now)),
                now));
    UpdateControl<MetricAlarm> control = StatusPatch.of(alarm, plan.status(), new MetricAlarm());
    plan.lookAgainAt().ifPresent(at -> control.rescheduleAfter(until(at, now)));
    return control;
  }

  private Optional<Problem> problem(MetricAlarm alarm) {
    return Oldest.of(claiming(alarm))
        .filter(oldest -> !oldest.getMetadata().getUid().equals(alarm.getMetadata().getUid()))
        .map(
            elder ->
                new Problem(
                    Reason.Conflict,
                    "alarmName: the older MetricAlarm %s is the alarm %s; delete one of them."
                        .formatted(elder.getMetadata().getName(), MetricAlarms.name(alarm))))
        .or(
            () ->
                AlarmRules.violation(alarm.getSpec())
                    .map(violation -> new Problem(Reason.Invalid, violation)));
  }

  private Measured measured(MetricAlarm alarm, Instant now) {
    MetricAlarmSpec spec = alarm.getSpec();
    AlarmedMetric metric = AlarmedMetric.of(spec.namespace(), spec.metricName()).orElseThrow();
    return metrics.of(
        new Series(
            alarm.getMetadata().getNamespace(),
            metric.resourceId(spec.dimensions()),
            metric.predefined(spec.dimensions())),
        WatchedMetric.minutes(spec),
        now);
  }

  /** Others of the same name: they may have their turn now. */
  private Set<ResourceID> namesakes(MetricAlarm changed) {
    return claiming(changed).stream()
        .map(ResourceID::fromResource)
        .filter(id -> !id.equals(ResourceID.fromResource(changed)))
        .collect(Collectors.toSet());
  }

  private List<MetricAlarm> claiming(MetricAlarm alarm) {
    return alarms
        .getIndexer()
        .byIndex(
            Indexes.BY_ECS_NAME,
            Indexes.key(alarm.getMetadata().getNamespace(), MetricAlarms.name(alarm)));
  }

  private static Duration until(Instant at, Instant now) {
    Duration wait = Duration.between(now, at).plusMillis(1);
    return wait.isPositive() ? wait : SOON;
  }
}
