package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Proxies;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.loadbalancing.proxy.Certificates;
import dev.kubeecs.operator.loadbalancing.proxy.ProxyConfiguration;
import dev.kubeecs.operator.loadbalancing.proxy.ProxyControl;
import dev.kubeecs.operator.loadbalancing.proxy.ProxyObjects;
import dev.kubeecs.operator.runtime.PassLimiter;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import dev.kubeecs.resources.loadbalancing.validation.LoadBalancingRules;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes load balancers: a Gateway or a proxy behind a Service, or for network load balancers the
 * Service alone.
 */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "load-balancer",
    finalizerName = Labels.FINALIZER,
    generationAwareEventProcessing = false,
    informer =
        @Informer(name = "load-balancers-to-reconcile", onUpdateFilter = ChangedLoadBalancer.class))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class LoadBalancerReconciler implements Reconciler<LoadBalancer>, Cleaner<LoadBalancer> {

  private final LoadBalancerResolver resolver;
  private final LoadBalancing loadBalancing;
  private final ProxyControl control;
  private final GatewayBalancer gateways;
  private final Owned owned;
  private final LoadBalancerReport report;
  private final SharedIndexInformer<Listener> listeners;
  private final SharedIndexInformer<ListenerRule> rules;
  private final SharedIndexInformer<TargetGroup> targetGroups;
  private final SharedIndexInformer<Service> services;
  private final SharedIndexInformer<Pod> proxies;
  private final String image;
  private final int replicas;

  LoadBalancerReconciler(
      LoadBalancerResolver resolver,
      LoadBalancing loadBalancing,
      ProxyControl control,
      GatewayBalancer gateways,
      Owned owned,
      LoadBalancerReport report,
      SharedIndexInformer<Listener> listeners,
      SharedIndexInformer<ListenerRule> rules,
      SharedIndexInformer<TargetGroup> targetGroups,
      SharedIndexInformer<Service> services,
      @Proxies SharedIndexInformer<Pod> proxies,
      @ConfigProperty(name = "kube-ecs.load-balancer.image") String image,
      @ConfigProperty(name = "kube-ecs.load-balancer.replicas") int replicas) {
    this.resolver = resolver;
    this.loadBalancing = loadBalancing;
    this.control = control;
    this.gateways = gateways;
    this.owned = owned;
    this.report = report;
    this.listeners = listeners;
    this.rules = rules;
    this.targetGroups = targetGroups;
    this.services = services;
    this.proxies = proxies;
    this.image = image;
    this.replicas = replicas;
  }

  @Override
  public List<EventSource<?, LoadBalancer>> prepareEventSources(
      EventSourceContext<LoadBalancer> context) {
    List<EventSource<?, LoadBalancer>> sources =
        new ArrayList<>(gateways.eventSources(LoadBalancerReconciler::labelled));
    sources.addAll(
        List.of(
            new CacheEventSource<>(listeners, this::of),
            new CacheEventSource<>(
                rules,
                rule ->
                    loadBalancing.listener(rule).stream()
                        .flatMap(listener -> of(listener).stream())
                        .collect(Collectors.toSet())),
            new CacheEventSource<>(
                targetGroups,
                group ->
                    loadBalancing.forwardingTo(group).stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet())),
            new CacheEventSource<>(services, LoadBalancerReconciler::labelled),
            new CacheEventSource<>(proxies, LoadBalancerReconciler::labelled)));
    return sources;
  }

  @Override
  public UpdateControl<LoadBalancer> reconcile(
      LoadBalancer resource, Context<LoadBalancer> context) {
    ResolvedLoadBalancer resolved = resolver.resolve(resource);
    LoadBalancerSpec spec = LoadBalancers.spec(resource);
    Optional<Problem> problem =
        Problem.unsupported(UnsupportedOfLoadBalancing.fields(spec))
            .or(() -> LoadBalancingRules.violation(spec).map(Problem::invalid))
            .or(() -> gateways.problem(resource));
    if (problem.isPresent()) {
      return StatusPatch.of(resource, report.refused(resolved, problem.get()), new LoadBalancer());
    }
    if (gateways.balances(resource)) {
      if (resolved.service().isPresent()) {
        ProxyObjects.all(resource).forEach((kind, name) -> owned.remove(resource, kind, name));
      }
      return StatusPatch.of(resource, gateways.balance(resolved), new LoadBalancer());
    }
    gateways.leave(resource);
    boolean application = LoadBalancers.type(resource) == LoadBalancerTypeEnum.APPLICATION;
    owned.apply(resource, EntryPoint.service(resolved, application));
    Optional<KubernetesClientException> failure = Optional.empty();
    if (application) {
      failure = balance(resolved);
    } else {
      owned.applyAll(resource, EntryPoint.slices(resolved));
    }
    if (failure.isEmpty()) {
      // What is told as observed is what every proxy has: deployments that shift traffic wait for
      // it.
      report.tellParts(resolved);
    }
    boolean reached =
        !application
            || LoadBalancerReport.isKnownToServe(resource)
            || EntryPoint.isReached(resolved);
    UpdateControl<LoadBalancer> told =
        StatusPatch.of(resource, report.status(resolved, reached, failure), new LoadBalancer());
    if (failure.isPresent()) {
      told.rescheduleAfter(1, TimeUnit.SECONDS);
    } else if (!reached) {
      told.rescheduleAfter(200, TimeUnit.MILLISECONDS);
    }
    return told;
  }

  @Override
  public DeleteControl cleanup(LoadBalancer resource, Context<LoadBalancer> context) {
    owned.forget(resource);
    return DeleteControl.defaultDelete();
  }

  /** Has every proxy take the configuration; tells why one did not. */
  private Optional<KubernetesClientException> balance(ResolvedLoadBalancer resolved) {
    LoadBalancer resource = resolved.resource();
    ProxyConfiguration configuration =
        ProxyConfiguration.of(
            LoadBalancers.spec(resource), resolved.frontends(), resolved.backends());
    // The ConfigMap comes before the Deployment: no Pod may begin without it.
    owned.apply(
        resource, ProxyObjects.configuration(resource, Owners.controller(resource), configuration));
    owned.apply(
        resource,
        ProxyObjects.deployment(
            resource,
            Owners.controller(resource),
            image,
            replicas,
            Certificates.secrets(resolved.frontends())));
    Optional<KubernetesClientException> failure = Optional.empty();
    for (Pod proxy : resolved.proxies()) {
      try {
        control.apply(proxy, configuration);
      } catch (KubernetesClientException e) {
        failure = Optional.of(e);
      }
    }
    control.keepOnly(
        proxies.getStore().list().stream()
            .map(pod -> pod.getMetadata().getUid())
            .collect(Collectors.toSet()));
    return failure;
  }

  private Set<ResourceID> of(Listener listener) {
    return loadBalancing
        .loadBalancer(listener.getMetadata().getNamespace(), listener.getSpec().loadBalancer())
        .map(ResourceID::fromResource)
        .map(Set::of)
        .orElse(Set.of());
  }

  private static Set<ResourceID> labelled(HasMetadata object) {
    return Set.of(
        new ResourceID(
            object.getMetadata().getLabels().get(Labels.LOAD_BALANCER),
            object.getMetadata().getNamespace()));
  }
}
