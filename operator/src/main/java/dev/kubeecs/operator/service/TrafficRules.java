package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.loadbalancing.LoadBalancing;
import dev.kubeecs.resources.StatusWithConditions;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.naming.Identifiers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the listener rules and listeners that services name in {@code advancedConfiguration}. */
@Singleton
final class TrafficRules {

  private final SharedIndexInformer<Listener> listeners;
  private final SharedIndexInformer<ListenerRule> rules;
  private final LoadBalancing loadBalancing;

  TrafficRules(
      SharedIndexInformer<Listener> listeners,
      SharedIndexInformer<ListenerRule> rules,
      LoadBalancing loadBalancing) {
    this.listeners = listeners;
    this.rules = rules;
    this.loadBalancing = loadBalancing;
  }

  /** What load balancers of a service name, as they name it. */
  static Stream<String> named(List<LoadBalancer> loadBalancers) {
    return asEmpty(loadBalancers).stream()
        .map(LoadBalancer::advancedConfiguration)
        .filter(Objects::nonNull)
        .flatMap(
            advanced -> Stream.of(advanced.productionListenerRule(), advanced.testListenerRule()))
        .filter(Objects::nonNull);
  }

  /**
   * The rule or listener of an Application Load Balancer: by ARN, that of a default rule included,
   * or by {@code metadata.name}, of a ListenerRule first.
   */
  Optional<TrafficRule> find(String namespace, String nameOrArn) {
    Optional<ElbArn> arn = ElbArn.parse(nameOrArn);
    if (arn.isEmpty()) {
      return in(rules, namespace, rule -> name(rule).equals(nameOrArn))
          .map(this::of)
          .or(
              () ->
                  in(listeners, namespace, listener -> name(listener).equals(nameOrArn))
                      .flatMap(this::of));
    }
    String id = arn.get().id();
    return switch (arn.get().type()) {
      case "listener-rule" ->
          in(rules, namespace, rule -> id(rule).equals(id))
              .map(this::of)
              .or(
                  () ->
                      in(
                              listeners,
                              namespace,
                              listener -> LoadBalancers.defaultRuleId(id(listener)).equals(id))
                          .flatMap(this::of));
      case "listener" ->
          in(listeners, namespace, listener -> id(listener).equals(id)).flatMap(this::of);
      default -> Optional.empty();
    };
  }

  SharedIndexInformer<Listener> listeners() {
    return listeners;
  }

  SharedIndexInformer<ListenerRule> rules() {
    return rules;
  }

  private TrafficRule of(ListenerRule rule) {
    return new TrafficRule(
        TrafficRule.Kind.LISTENER_RULE, name(rule), rule.getSpec().actions(), isInEffect(rule));
  }

  private Optional<TrafficRule> of(Listener listener) {
    boolean application =
        loadBalancing
            .loadBalancer(listener.getMetadata().getNamespace(), listener.getSpec().loadBalancer())
            .filter(found -> LoadBalancers.type(found) == LoadBalancerTypeEnum.APPLICATION)
            .isPresent();
    return application
        ? Optional.of(
            new TrafficRule(
                TrafficRule.Kind.LISTENER,
                name(listener),
                listener.getSpec().defaultActions(),
                isInEffect(listener)))
        : Optional.empty();
  }

  /** A part of a load balancer is told as observed once every proxy has taken it. */
  private static boolean isInEffect(CustomResource<?, ? extends StatusWithConditions> part) {
    Long observed = part.getStatus() == null ? null : part.getStatus().observedGeneration();
    return part.getMetadata().getGeneration().equals(observed);
  }

  private static <T extends HasMetadata> Optional<T> in(
      SharedIndexInformer<T> cache, String namespace, Predicate<T> which) {
    return cache.getIndexer().byIndex(Indexes.BY_NAMESPACE, namespace).stream()
        .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
        .filter(which)
        .findFirst();
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static String id(HasMetadata object) {
    return Identifiers.loadBalancing(object.getMetadata().getUid());
  }
}
