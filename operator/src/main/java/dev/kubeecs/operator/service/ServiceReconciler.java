package dev.kubeecs.operator.service;

import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.ServiceState;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings services to what they shall be. Passes over one service are at least a fifth of a second
 * apart, so that many tasks that start at once cost few writes.
 */
@ControllerConfiguration(
    name = "service",
    informer = @Informer(name = "services-to-reconcile"),
    finalizerName = Labels.FINALIZER)
@RateLimited(maxReconciliations = 1, within = 200, unit = TimeUnit.MILLISECONDS)
@GradualRetry(
    maxAttempts = Integer.MAX_VALUE,
    initialInterval = 200,
    intervalMultiplier = 2,
    maxInterval = 60_000)
public class ServiceReconciler implements Reconciler<EcsService>, Cleaner<EcsService> {

  private static final Logger LOG = Logger.getLogger(ServiceReconciler.class);
  private static final Duration SOON = Duration.ofMillis(100);

  /** A conflict, or a JSON patch whose test failed. */
  private static final Set<Integer> OUTDATED = Set.of(409, 422);

  private final ServiceResolver resolver;
  private final ServiceWriter writer;
  private final ServiceEventSources eventSources;
  private final KubernetesEvents kubernetesEvents;
  private final ServiceSettings settings;

  ServiceReconciler(
      ServiceResolver resolver,
      ServiceWriter writer,
      ServiceEventSources eventSources,
      KubernetesEvents kubernetesEvents,
      ServiceSettings settings) {
    this.resolver = resolver;
    this.writer = writer;
    this.eventSources = eventSources;
    this.kubernetesEvents = kubernetesEvents;
    this.settings = settings;
  }

  @Override
  public List<EventSource<?, EcsService>> prepareEventSources(
      EventSourceContext<EcsService> context) {
    return eventSources.all();
  }

  @Override
  public UpdateControl<EcsService> reconcile(EcsService service, Context<EcsService> context) {
    ResolvedService resolved = resolver.resolve(service);
    ServicePlan plan = ServicePlan.of(resolved, settings);
    if (isToBeForgotten(plan, resolved.now())) {
      context.getClient().resource(service).delete();
      return UpdateControl.noUpdate();
    }
    UpdateControl<EcsService> control = UpdateControl.noUpdate();
    if (carryOut(service, plan, context)) {
      plan.lookAgainAt().ifPresent(at -> control.rescheduleAfter(until(at, resolved.now())));
    } else {
      control.rescheduleAfter(SOON);
    }
    return control;
  }

  /** A service that is deleted goes when the last of its tasks has gone. */
  @Override
  public DeleteControl cleanup(EcsService service, Context<EcsService> context) {
    ServicePlan plan = ServicePlan.of(resolver.resolve(service), settings);
    if (plan.status().status() == ServiceState.INACTIVE && plan.actions().isEmpty()) {
      kubernetesEvents.forget(service);
      return DeleteControl.defaultDelete();
    }
    return carryOut(service, plan, context)
        ? DeleteControl.noFinalizerRemoval()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON.toMillis());
  }

  /** Whether all is done; if not, the plan was made from what has changed meanwhile. */
  private boolean carryOut(EcsService service, ServicePlan plan, Context<EcsService> context) {
    EcsServiceStatus before = service.getStatus();
    try {
      writer.write(service, plan.actions());
      if (!plan.status().equals(before)) {
        context.resourceOperations().updatePrimaryStatus(withStatus(service, plan.status()));
      }
    } catch (KubernetesClientException e) {
      if (OUTDATED.contains(e.getCode())) {
        LOG.debugf(e, "%s has changed meanwhile", service.getMetadata().getName());
        return false;
      }
      throw e;
    }
    kubernetesEvents.tell(service, before, plan.status());
    return true;
  }

  private static EcsService withStatus(EcsService service, EcsServiceStatus status) {
    EcsService told = new EcsService();
    told.setMetadata(service.getMetadata());
    told.setSpec(service.getSpec());
    told.setStatus(status);
    return told;
  }

  private static boolean isToBeForgotten(ServicePlan plan, Instant now) {
    return plan.status().status() == ServiceState.INACTIVE
        && plan.lookAgainAt().map(at -> !at.isAfter(now)).orElse(false);
  }

  /** A little later than needed, so that the time has come for certain. */
  private static Duration until(Instant at, Instant now) {
    return Duration.between(now, at).plusMillis(1);
  }
}
