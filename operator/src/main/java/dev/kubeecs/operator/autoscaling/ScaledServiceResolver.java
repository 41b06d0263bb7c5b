package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.autoscaling.metric.Datapoints;
import dev.kubeecs.operator.autoscaling.metric.Metrics;
import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.operator.autoscaling.metric.NamedServices;
import dev.kubeecs.operator.autoscaling.metric.Series;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.autoscaling.StepRules;
import dev.kubeecs.resources.autoscaling.TargetTracking;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads everything that a decision about a scalable target depends on. */
@Singleton
final class ScaledServiceResolver {

  private final Accounts accounts;
  private final KnownScalableTargets targets;
  private final NamedServices services;
  private final SharedIndexInformer<MetricAlarm> alarms;
  private final Metrics metrics;
  private final Clock clock;

  ScaledServiceResolver(
      Accounts accounts,
      KnownScalableTargets targets,
      NamedServices services,
      SharedIndexInformer<MetricAlarm> alarms,
      Metrics metrics,
      Clock clock) {
    this.accounts = accounts;
    this.targets = targets;
    this.services = services;
    this.alarms = alarms;
    this.metrics = metrics;
    this.clock = clock;
  }

  ScaledService resolve(ScalableTarget target) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<EcsService> service =
        services.find(target.getMetadata().getNamespace(), target.getSpec().resourceId());
    Optional<Problem> problem = problem(target, service);
    return new ScaledService(
        target,
        accounts.of(target.getMetadata().getNamespace()),
        service,
        problem,
        problem.isPresent() ? Map.of() : measured(target, now),
        problem.isPresent() ? Map.of() : invoking(target),
        now);
  }

  private Optional<Problem> problem(ScalableTarget target, Optional<EcsService> service) {
    String resourceId = target.getSpec().resourceId();
    Optional<String> elder =
        targets
            .served(target.getMetadata().getNamespace(), resourceId)
            .map(HasMetadata::getMetadata)
            .filter(oldest -> !oldest.getUid().equals(target.getMetadata().getUid()))
            .map(oldest -> oldest.getName());
    if (elder.isPresent()) {
      return Optional.of(
          new Problem(
              Reason.Conflict,
              "resourceId: the older ScalableTarget %s scales %s; delete one of them."
                  .formatted(elder.get(), resourceId)));
    }
    if (service.isEmpty()
        || service.get().getSpec().desiredStatus() == DesiredServiceStatus.INACTIVE) {
      return Optional.of(
          new Problem(Reason.NotFound, "resourceId: there is no active " + resourceId + "."));
    }
    if (service.get().getSpec().schedulingStrategy() == SchedulingStrategy.DAEMON) {
      return Optional.of(
          new Problem(
              Reason.Invalid,
              "resourceId: a service with the scheduling strategy DAEMON cannot be scaled."));
    }
    return asEmpty(target.getSpec().scalingPolicies()).stream()
        .flatMap(policy -> problem(policy, target.getMetadata().getNamespace()))
        .findFirst();
  }

  private Stream<Problem> problem(ScalingPolicySpec policy, String namespace) {
    if (policy.stepScalingPolicyConfiguration() != null) {
      return wrongSteps(policy);
    }
    return policy.targetTrackingScalingPolicyConfiguration() == null
        ? Stream.empty()
        : metrics
            .obstacle(
                namespace,
                policy.targetTrackingScalingPolicyConfiguration().predefinedMetricSpecification())
            .stream()
            .map(
                why ->
                    new Problem(
                        Reason.Unsupported,
                        "scalingPolicies[%s]: %s; track CPU or memory instead."
                            .formatted(policy.policyName(), why)));
  }

  private static Stream<Problem> wrongSteps(ScalingPolicySpec policy) {
    return StepRules.violation(policy.stepScalingPolicyConfiguration()).stream()
        .map(
            violation ->
                new Problem(
                    Reason.Invalid,
                    "scalingPolicies[%s].stepScalingPolicyConfiguration.%s"
                        .formatted(policy.policyName(), violation)));
  }

  private Map<String, Measured> measured(ScalableTarget target, Instant now) {
    Map<String, Measured> measured = new HashMap<>();
    for (ScalingPolicySpec policy : asEmpty(target.getSpec().scalingPolicies())) {
      TargetTracking tracking = policy.targetTrackingScalingPolicyConfiguration();
      if (tracking != null) {
        measured.put(
            policy.policyName(),
            metrics.of(
                Series.of(
                    target.getMetadata().getNamespace(),
                    target.getSpec().resourceId(),
                    tracking.predefinedMetricSpecification()),
                Datapoints.KEPT,
                now));
      }
    }
    return measured;
  }

  private Map<String, List<MetricAlarm>> invoking(ScalableTarget target) {
    String resourceId = target.getSpec().resourceId();
    String key = Indexes.key(target.getMetadata().getNamespace(), resourceId);
    Map<String, List<MetricAlarm>> invoking = new HashMap<>();
    for (MetricAlarm alarm : alarms.getIndexer().byIndex(Indexes.BY_RESOURCE_ID, key)) {
      MetricAlarms.invoked(alarm)
          .filter(policy -> policy.resourceId().equals(resourceId))
          .forEach(
              policy ->
                  invoking
                      .computeIfAbsent(policy.policyName(), name -> new ArrayList<>())
                      .add(alarm));
    }
    return invoking;
  }
}
