package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.TargetHealthStateEnum;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.loadbalancing.target.Checked;
import dev.kubeecs.operator.loadbalancing.target.HealthChecks;
import dev.kubeecs.operator.loadbalancing.target.TargetEndpoints;
import dev.kubeecs.operator.loadbalancing.target.TargetFacts;
import dev.kubeecs.operator.loadbalancing.target.TargetPorts;
import dev.kubeecs.operator.loadbalancing.target.Targets;
import dev.kubeecs.operator.loadbalancing.target.VerdictEventSource;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.resources.loadbalancing.HealthCheck;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import dev.kubeecs.resources.loadbalancing.TargetGroupStatus;
import dev.kubeecs.resources.loadbalancing.TargetGroupStatusBuilder;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import dev.kubeecs.resources.loadbalancing.validation.LoadBalancingRules;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
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
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the targets of target groups: their health, and where to find those that are healthy. */
@ControllerConfiguration(
    name = "target-group",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "target-groups-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
@RateLimited(maxReconciliations = 1, within = 100, unit = TimeUnit.MILLISECONDS)
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
      return StatusPatch.of(resource, refused(facts, problem.get()), new TargetGroup());
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
    publish(resource, Targets.serving(targets));
    UpdateControl<TargetGroup> control =
        StatusPatch.of(resource, status(facts, targets), new TargetGroup());
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

  /** A Service without a selector: whatever reads EndpointSlices finds the healthy targets. */
  private void publish(TargetGroup resource, List<RegisteredTarget> serving) {
    String name = "tg-" + resource.getMetadata().getName();
    TargetGroupSpec spec = LoadBalancers.spec(resource);
    String protocol = spec.protocol() == ProtocolEnum.UDP ? "UDP" : "TCP";
    owned.apply(resource, service(resource, name, spec, protocol));
    Map<Integer, List<RegisteredTarget>> byPort = TargetEndpoints.byPort(serving);
    Set<Integer> ports = new HashSet<>(byPort.keySet());
    ports.add(LoadBalancers.port(spec));
    before(resource).map(RegisteredTarget::port).forEach(ports::add);
    for (int port : ports) {
      EndpointSlice slice =
          TargetEndpoints.slice(
              resource.getMetadata().getNamespace(),
              name + "-" + port,
              name,
              "",
              protocol,
              port,
              serving,
              Owners.controller(resource),
              labels(resource));
      owned.apply(resource, slice);
    }
  }

  private static Service service(
      TargetGroup resource, String name, TargetGroupSpec spec, String protocol) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(resource.getMetadata().getNamespace())
        .withName(name)
        .withLabels(labels(resource))
        .withOwnerReferences(Owners.controller(resource))
        .endMetadata()
        .withNewSpec()
        .withClusterIP("None")
        .addNewPort()
        .withProtocol(protocol)
        .withPort(LoadBalancers.port(spec))
        .endPort()
        .endSpec()
        .build();
  }

  private static Map<String, String> labels(TargetGroup resource) {
    return Map.of(Labels.TARGET_GROUP, resource.getMetadata().getName());
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

  private static TargetGroupStatus status(TargetFacts facts, List<RegisteredTarget> targets) {
    return builder(facts)
        .loadBalancerArns(facts.loadBalancerArns())
        .targets(targets)
        .targetCount(targets.size())
        .healthyCount(
            (int)
                targets.stream()
                    .filter(target -> target.health().state() == TargetHealthStateEnum.HEALTHY)
                    .count())
        .conditions(
            conditions(facts.now()).ready(conditionsBefore(facts), generation(facts.resource())))
        .build();
  }

  private static TargetGroupStatus refused(TargetFacts facts, Problem problem) {
    return builder(facts)
        .conditions(
            conditions(facts.now())
                .notReady(
                    conditionsBefore(facts),
                    problem.reason(),
                    problem.message(),
                    generation(facts.resource())))
        .build();
  }

  private static TargetGroupStatusBuilder builder(TargetFacts facts) {
    return TargetGroupStatusBuilder.builder()
        .targetGroupArn(facts.arn())
        .observedGeneration(generation(facts.resource()));
  }

  private static Stream<RegisteredTarget> before(TargetGroup resource) {
    return resource.getStatus() == null
        ? Stream.empty()
        : asEmpty(resource.getStatus().targets()).stream();
  }

  private static List<Condition> conditionsBefore(TargetFacts facts) {
    TargetGroupStatus status = facts.resource().getStatus();
    return status == null ? null : status.conditions();
  }

  private static Conditions conditions(Instant now) {
    return new Conditions(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Long generation(TargetGroup resource) {
    return resource.getMetadata().getGeneration();
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
