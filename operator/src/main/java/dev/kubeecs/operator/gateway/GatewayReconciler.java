package dev.kubeecs.operator.gateway;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.loadbalancing.LoadBalancing;
import dev.kubeecs.operator.loadbalancing.Owned;
import dev.kubeecs.operator.runtime.PassLimiter;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps what gateways need: a load balancer while any service uses it, and their routes. */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "gateway",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "gateways-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class GatewayReconciler implements Reconciler<EcsGateway>, Cleaner<EcsGateway> {

  private final Accounts accounts;
  private final LoadBalancing loadBalancing;
  private final Owned owned;
  private final SharedIndexInformer<EcsGateway> gateways;
  private final SharedIndexInformer<EcsService> services;
  private final SharedIndexInformer<LoadBalancer> loadBalancers;
  private final SharedIndexInformer<ListenerRule> rules;
  private final SharedIndexInformer<TargetGroup> targetGroups;
  private final Clock clock;
  private final String clusterDomain;

  GatewayReconciler(
      Accounts accounts,
      LoadBalancing loadBalancing,
      Owned owned,
      SharedIndexInformer<EcsGateway> gateways,
      SharedIndexInformer<EcsService> services,
      SharedIndexInformer<LoadBalancer> loadBalancers,
      SharedIndexInformer<ListenerRule> rules,
      SharedIndexInformer<TargetGroup> targetGroups,
      Clock clock,
      @ConfigProperty(name = "kube-ecs.cluster-domain") String clusterDomain) {
    this.accounts = accounts;
    this.loadBalancing = loadBalancing;
    this.owned = owned;
    this.gateways = gateways;
    this.services = services;
    this.loadBalancers = loadBalancers;
    this.rules = rules;
    this.targetGroups = targetGroups;
    this.clock = clock;
    this.clusterDomain = clusterDomain;
  }

  @Override
  public List<EventSource<?, EcsGateway>> prepareEventSources(
      EventSourceContext<EcsGateway> context) {
    return List.of(
        new CacheEventSource<>(
            services,
            service ->
                those(
                    service,
                    gateway ->
                        Routes.gateways(service.getSpec()).contains(Gateways.name(gateway)))),
        new CacheEventSource<>(
            gateways,
            changed ->
                those(
                    changed,
                    other ->
                        other != changed && Gateways.name(other).equals(Gateways.name(changed)))),
        new CacheEventSource<>(loadBalancers, GatewayReconciler::labelled),
        new CacheEventSource<>(rules, GatewayReconciler::labelled),
        new CacheEventSource<>(targetGroups, GatewayReconciler::labelled));
  }

  @Override
  public UpdateControl<EcsGateway> reconcile(EcsGateway resource, Context<EcsGateway> context) {
    GatewayFacts facts = facts(resource);
    Optional<Problem> problem = GatewayReport.problem(facts);
    int routes = 0;
    if (problem.isEmpty()) {
      GatewayPlan plan = GatewayPlan.of(facts);
      routes = plan.routes();
      try {
        carryOut(facts, plan);
      } catch (KubernetesClientException e) {
        problem = Optional.of(new Problem(Reason.Refused, e.getMessage()));
      }
    }
    UpdateControl<EcsGateway> told =
        StatusPatch.of(
            resource, GatewayReport.status(facts, routes, problem, clock), new EcsGateway());
    if (problem.filter(found -> found.reason() == Reason.Refused).isPresent()) {
      told.rescheduleAfter(5, TimeUnit.SECONDS);
    }
    return told;
  }

  /** Its load balancer goes with it; what it made for services, which own that, goes here. */
  @Override
  public DeleteControl cleanup(EcsGateway resource, Context<EcsGateway> context) {
    GatewayFacts facts = facts(resource);
    if (facts.olderClaimant().isEmpty()) {
      GatewayPlan.present(facts).forEach(route -> removeRoute(facts, route));
    }
    owned.forget(resource);
    return DeleteControl.defaultDelete();
  }

  private void carryOut(GatewayFacts facts, GatewayPlan plan) {
    plan.make().forEach(object -> owned.apply(facts.resource(), object));
    plan.endedRoutes().forEach(route -> removeRoute(facts, route));
    if (plan.idle() && facts.loadBalancer().isPresent()) {
      String name = Gateways.loadBalancer(facts.name());
      owned.remove(facts.resource(), Listener.class, name);
      owned.remove(facts.resource(), LoadBalancer.class, name);
    }
  }

  private void removeRoute(GatewayFacts facts, String route) {
    owned.remove(facts.resource(), ListenerRule.class, route);
    owned.remove(facts.resource(), Service.class, route);
    owned.remove(facts.resource(), TargetGroup.class, route);
  }

  private GatewayFacts facts(EcsGateway resource) {
    String namespace = resource.getMetadata().getNamespace();
    String name = Gateways.name(resource);
    return new GatewayFacts(
        resource,
        accounts.of(namespace),
        clusterDomain,
        gateways.getStore().list().stream()
            .filter(other -> other.getMetadata().getNamespace().equals(namespace))
            .filter(other -> Gateways.name(other).equals(name))
            .filter(other -> Oldest.FIRST.compare(other, resource) < 0)
            .map(other -> other.getMetadata().getName())
            .findFirst(),
        services.getIndexer().byIndex(Indexes.BY_NAMESPACE, namespace).stream()
            .filter(GatewayReconciler::isToRun)
            .sorted(Oldest.FIRST)
            .toList(),
        loadBalancing
            .loadBalancer(namespace, Gateways.loadBalancer(name))
            .filter(found -> isOf(resource, found)),
        ofGateway(targetGroups.getStore().list().stream(), resource).toList(),
        ofGateway(rules.getIndexer().byIndex(Indexes.BY_NAMESPACE, namespace).stream(), resource)
            .toList());
  }

  private static boolean isToRun(EcsService service) {
    return service.getSpec().desiredStatus() != DesiredServiceStatus.INACTIVE
        && service.getMetadata().getDeletionTimestamp() == null;
  }

  private static <T extends HasMetadata> Stream<T> ofGateway(
      Stream<T> objects, EcsGateway gateway) {
    return objects
        .filter(object -> isOf(gateway, object))
        .filter(object -> object.getMetadata().getDeletionTimestamp() == null);
  }

  private static boolean isOf(EcsGateway gateway, HasMetadata object) {
    return labelled(object).contains(ResourceID.fromResource(gateway));
  }

  private static Set<ResourceID> labelled(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels())
        .map(labels -> labels.get(Labels.GATEWAY))
        .map(name -> Set.of(new ResourceID(name, object.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  private Set<ResourceID> those(HasMetadata near, Predicate<EcsGateway> which) {
    return gateways.getStore().list().stream()
        .filter(
            gateway ->
                gateway.getMetadata().getNamespace().equals(near.getMetadata().getNamespace()))
        .filter(which)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }
}
