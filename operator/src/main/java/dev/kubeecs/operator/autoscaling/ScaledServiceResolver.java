package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.autoscaling.metric.Metrics;
import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.ScalingPolicySpec;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads everything that a decision about a scalable target depends on. */
@Singleton
final class ScaledServiceResolver {

  private final Accounts accounts;
  private final KnownScalableTargets targets;
  private final SharedIndexInformer<EcsService> services;
  private final Metrics metrics;
  private final Clock clock;

  ScaledServiceResolver(
      Accounts accounts,
      KnownScalableTargets targets,
      SharedIndexInformer<EcsService> services,
      Metrics metrics,
      Clock clock) {
    this.accounts = accounts;
    this.targets = targets;
    this.services = services;
    this.metrics = metrics;
    this.clock = clock;
  }

  ScaledService resolve(ScalableTarget target) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<EcsService> service = service(target);
    Optional<Problem> problem = problem(target, service);
    return new ScaledService(
        target,
        accounts.of(target.getMetadata().getNamespace()),
        service,
        problem,
        problem.isPresent() ? Map.of() : measured(target, service.orElseThrow(), now),
        now);
  }

  private Optional<EcsService> service(ScalableTarget target) {
    String resourceId = target.getSpec().resourceId();
    String cluster =
        Indexes.key(target.getMetadata().getNamespace(), ScalableTargets.cluster(resourceId));
    return Oldest.of(
        services.getIndexer().byIndex(Indexes.BY_CLUSTER, cluster).stream()
            .filter(service -> KnownScalableTargets.resourceId(service).equals(resourceId))
            .toList());
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
    return Optional.empty();
  }

  private Map<String, Measured> measured(ScalableTarget target, EcsService service, Instant now) {
    Map<String, Measured> measured = new HashMap<>();
    for (ScalingPolicySpec policy : asEmpty(target.getSpec().scalingPolicies())) {
      measured.put(
          policy.policyName(),
          metrics.of(
              target,
              service,
              policy.targetTrackingScalingPolicyConfiguration().predefinedMetricSpecification(),
              now));
    }
    return measured;
  }
}
