package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.loadbalancing.target.Checked;
import dev.kubeecs.operator.loadbalancing.target.HealthChecks;
import dev.kubeecs.operator.loadbalancing.target.TargetFacts;
import dev.kubeecs.operator.loadbalancing.target.TargetPorts;
import dev.kubeecs.operator.loadbalancing.target.Targets;
import dev.kubeecs.operator.loadbalancing.target.VerdictEventSource;
import dev.kubeecs.operator.runtime.PassLimiter;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.loadbalancing.HealthCheck;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import dev.kubeecs.resources.loadbalancing.validation.LoadBalancingRules;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
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
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the targets of target groups: their health, and where to find those that are healthy. */
@ControllerConfiguration(
    rateLimiter = PassLimiter.class,
    name = "target-group",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "target-groups-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class TargetGroupReconciler implements Reconciler<TargetGroup>, Cleaner<TargetGroup> {

  private final Accounts accounts;
  private final LoadBalancing loadBalancing;
  private final HealthChecks checks;
  private final Owned owned;
  private final SharedIndexInformer<LoadBalancer> loadBalancers;
  private final SharedIndexInformer<Listener> listeners;
  private final SharedIndexInformer<ListenerRule> rules;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Node> nodes;
  private final Clock clock;

  TargetGroupReconciler(
      Accounts accounts,
      LoadBalancing loadBalancing,
      HealthChecks checks,
      Owned owned,
      SharedIndexInformer<LoadBalancer> loadBalancers,
      SharedIndexInformer<Listener> listeners,
      SharedIndexInformer<ListenerRule> rules,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<Node> nodes,
      Clock clock) {
    this.accounts = accounts;
    this.loadBalancing = loadBalancing;
    this.checks = checks;
    this.owned = owned;
    this.loadBalancers = loadBalancers;
    this.listeners = listeners;
    this.rules = rules;
    this.pods = pods;
    this.nodes = nodes;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, TargetGroup>> prepareEventSources(
      EventSourceContext<TargetGroup> context) {
    return List.of(
        new VerdictEventSource(checks),
        new CacheEventSource<>(
            pods, pod -> ids(pod.getMetadata().getNamespace(), TargetPorts.of(pod).keySet())),
        new CacheEventSource<>(listeners, this::forwardedTo),
        new CacheEventSource<>(
            rules,
            rule ->
                ids(
                    rule.getMetadata().getNamespace(),
                    LoadBalancers.targetGroups(rule.getSpec().actions()))),
        new CacheEventSource<>(
            loadBalancers,
            loadBalancer ->
                loadBalancing.listeners(loadBalancer).stream()
                    .flatMap(listener -> forwardedTo(listener).stream())
                    .collect(Collectors.toSet())));
  }

  @Override
  public UpdateControl<TargetGroup> reconcile(TargetGroup resource, Context<TargetGroup> context) {
    TargetFacts facts = facts(resource);
    TargetGroupSpec spec = LoadBalancers.spec(resource);
    Optional<Problem> problem =
        Problem.unsupported(UnsupportedOfLoadBalancing.fields(spec))
            .or(() -> LoadBalancingRules.violation(spec).map(Problem::invalid));
    if (problem.isPresent()) {
      return StatusPatch.of(
          resource, TargetGroupReport.refused(facts, problem.get()), new TargetGroup());
    }
    HealthCheck check = HealthCheck.of(spec);
    Set<Checked> checked = new HashSet<>();
    List<RegisteredTarget> targets =
        Targets.of(
            facts,
            (target, before) -> {
              checked.add(target);
              return checks.verdict(target, check, before);
            });
    keepOnly(resource, checked);
    TargetGroupObjects.of(resource, Targets.serving(targets))
        .forEach(object -> owned.apply(resource, object));
    UpdateControl<TargetGroup> control =
        StatusPatch.of(resource, TargetGroupReport.status(facts, targets), new TargetGroup());
    Targets.lookAgainAt(facts, targets)
        .map(at -> Duration.between(facts.now(), at).plusMillis(1))
        .ifPresent(control::rescheduleAfter);
    return control;
  }

  @Override
  public DeleteControl cleanup(TargetGroup resource, Context<TargetGroup> context) {
    keepOnly(resource, Set.of());
    owned.forget(resource);
    return DeleteControl.defaultDelete();
  }

  private void keepOnly(TargetGroup resource, Set<Checked> targets) {
    checks.keepOnly(
        resource.getMetadata().getNamespace(), resource.getMetadata().getName(), targets);
  }

  private TargetFacts facts(TargetGroup resource) {
    String namespace = resource.getMetadata().getNamespace();
    Account account = accounts.of(namespace);
    return new TargetFacts(
        resource,
        LoadBalancers.arn(account, resource),
        loadBalancing.forwardingTo(resource).stream()
            .map(loadBalancer -> LoadBalancers.arn(account, loadBalancer))
            .sorted()
            .toList(),
        pods.getIndexer()
            .byIndex(Indexes.BY_TARGET_GROUP, Indexes.key(namespace, LoadBalancers.name(resource))),
        nodes.getStore().list(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private Set<ResourceID> forwardedTo(Listener listener) {
    return ids(listener.getMetadata().getNamespace(), loadBalancing.targetGroupsOf(listener));
  }

  private Set<ResourceID> ids(String namespace, Iterable<String> names) {
    Set<ResourceID> ids = new HashSet<>();
    for (String name : names) {
      loadBalancing.targetGroup(namespace, name).map(ResourceID::fromResource).ifPresent(ids::add);
    }
    return ids;
  }
}
