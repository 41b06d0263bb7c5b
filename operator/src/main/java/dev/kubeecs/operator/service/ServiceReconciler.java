package dev.kubeecs.operator.service;

import dev.kubeecs.operator.runtime.PassLimiter;
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
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings services to what they shall be. Passes over one service are at least a tenth of a second
 * apart, so that many tasks that start at once cost few writes.
 */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "service",
    informer = @Informer(name = "services-to-reconcile"),
    finalizerName = Labels.FINALIZER)
@GradualRetry(
    maxAttempts = Integer.MAX_VALUE,
    initialInterval = 200,
    intervalMultiplier = 2,
    maxInterval = 60_000)
public class ServiceReconciler implements Reconciler<EcsService>, Cleaner<EcsService> {

  private static final Logger LOG = Logger.getLogger(ServiceReconciler.class);
  private static final Duration SOON = Duration.ofMillis(100);

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
    carryOut(resolved, plan, context).ifPresent(control::rescheduleAfter);
    return control;
  }

  /** A service that is deleted goes when the last of its tasks has gone. */
  @Override
  public DeleteControl cleanup(EcsService service, Context<EcsService> context) {
    ResolvedService resolved = resolver.resolve(service);
    ServicePlan plan = ServicePlan.of(resolved, settings);
    if (plan.status().status() == ServiceState.INACTIVE && plan.actions().isEmpty()) {
      kubernetesEvents.forget(service);
      return DeleteControl.defaultDelete();
    }
    DeleteControl control = DeleteControl.noFinalizerRemoval();
    carryOut(resolved, plan, context).ifPresent(control::rescheduleAfter);
    return control;
  }

  /** When to look again even if nothing happens; soon if the plan is outdated by now. */
  private Optional<Duration> carryOut(
      ResolvedService resolved, ServicePlan plan, Context<EcsService> context) {
    EcsService service = resolved.resource();
    EcsServiceStatus before = service.getStatus();
    try {
      writer.write(service, plan.actions());
      Optional<Duration> wait = Progress.mayWait(before, plan.status(), resolved.now());
      if (wait.isPresent()) {
        return wait;
      }
      tell(service, plan.status(), context);
    } catch (OutdatedException e) {
      LOG.debugf(e, "%s has changed meanwhile", service.getMetadata().getName());
      return Optional.of(SOON);
    } catch (KubernetesClientException e) {
      // Such as a Pod that a policy forbids: told, and tried again later.
      tell(service, ServiceReport.failed(resolved, e), context);
      throw e;
    }
    kubernetesEvents.tell(service, before, plan.status());
    return SecondLook.at(plan, resolved.now()).map(at -> until(at, resolved.now()));
  }

  private static void tell(
      EcsService service, EcsServiceStatus status, Context<EcsService> context) {
    if (status.equals(service.getStatus())) {
      return;
    }
    EcsService told = new EcsService();
    told.setMetadata(service.getMetadata());
    told.setSpec(service.getSpec());
    told.setStatus(status);
    try {
      context.resourceOperations().updatePrimaryStatus(told);
    } catch (KubernetesClientException e) {
      throw e.getCode() == HttpURLConnection.HTTP_CONFLICT ? new OutdatedException(e) : e;
    }
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
