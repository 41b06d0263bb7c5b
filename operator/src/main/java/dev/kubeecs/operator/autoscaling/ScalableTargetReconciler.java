package dev.kubeecs.operator.autoscaling;

import dev.kubeecs.operator.autoscaling.metric.NamedServices;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.runtime.PassLimiter;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Scales services: measures, decides, writes the scale subresource and tells of it. */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "scalable-target",
    informer = @Informer(name = "scalable-targets-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class ScalableTargetReconciler implements Reconciler<ScalableTarget> {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final ScaledServiceResolver resolver;
  private final SharedIndexInformer<ScalableTarget> targets;
  private final SharedIndexInformer<EcsService> services;
  private final SharedIndexInformer<MetricAlarm> alarms;
  private final KnownScalableTargets known;

  ScalableTargetReconciler(
      ScaledServiceResolver resolver,
      SharedIndexInformer<ScalableTarget> targets,
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<MetricAlarm> alarms,
      KnownScalableTargets known) {
    this.resolver = resolver;
    this.targets = targets;
    this.services = services;
    this.alarms = alarms;
    this.known = known;
  }

  @Override
  public List<EventSource<?, ScalableTarget>> prepareEventSources(
      EventSourceContext<ScalableTarget> context) {
    return List.of(
        new CacheEventSource<>(services, this::scaling),
        new CacheEventSource<>(alarms, this::invoked),
        new CacheEventSource<>(targets, this::namesakes));
  }

  @Override
  public UpdateControl<ScalableTarget> reconcile(
      ScalableTarget target, Context<ScalableTarget> context) {
    ScaledService scaled = resolver.resolve(target);
    ScalingPlan plan = ScalingPlan.of(scaled);
    ScalableTarget written = target;
    try {
      if (!plan.limits().equals(Limits.of(target.getSpec()))) {
        written = limit(target, plan.limits(), context.getClient());
      }
      plan.desired()
          .ifPresent(
              desired -> scale(scaled.service().orElseThrow(), desired, context.getClient()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        // Somebody has changed it meanwhile: decided anew by what it is then.
        return UpdateControl.<ScalableTarget>noUpdate().rescheduleAfter(SOON);
      }
      throw e;
    }
    UpdateControl<ScalableTarget> control =
        StatusPatch.of(written, plan.status(), new ScalableTarget());
    plan.lookAgainAt().ifPresent(at -> control.rescheduleAfter(until(at, scaled.now())));
    return control;
  }

  private static ScalableTarget limit(
      ScalableTarget target, Limits limits, KubernetesClient client) {
    return client
        .resource(target)
        .patch(
            MERGE,
            "{\"metadata\":{\"resourceVersion\":\"%s\"},\"spec\":{\"minCapacity\":%d,\"maxCapacity\":%d}}"
                .formatted(target.getMetadata().getResourceVersion(), limits.min(), limits.max()));
  }

  private static void scale(EcsService service, int desired, KubernetesClient client) {
    client
        .resources(EcsService.class)
        .inNamespace(service.getMetadata().getNamespace())
        .withName(service.getMetadata().getName())
        .scale(
            new ScaleBuilder()
                .withNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withResourceVersion(service.getMetadata().getResourceVersion())
                .endMetadata()
                .withNewSpec()
                .withReplicas(desired)
                .endSpec()
                .build());
  }

  private Set<ResourceID> scaling(EcsService service) {
    return of(service.getMetadata().getNamespace(), NamedServices.resourceId(service));
  }

  /** The targets whose policies an alarm invokes. */
  private Set<ResourceID> invoked(MetricAlarm alarm) {
    return MetricAlarms.policies(alarm.getSpec())
        .flatMap(policy -> of(alarm.getMetadata().getNamespace(), policy.resourceId()).stream())
        .collect(Collectors.toSet());
  }

  /** Others of the same service: they may have their turn now. */
  private Set<ResourceID> namesakes(ScalableTarget changed) {
    Set<ResourceID> others =
        of(changed.getMetadata().getNamespace(), changed.getSpec().resourceId());
    others.remove(ResourceID.fromResource(changed));
    return others;
  }

  private Set<ResourceID> of(String namespace, String resourceId) {
    return known.claiming(namespace, resourceId).stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static Duration until(Instant at, Instant now) {
    Duration wait = Duration.between(now, at).plusMillis(1);
    return wait.isPositive() ? wait : SOON;
  }
}
