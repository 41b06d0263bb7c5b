package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds in the caches what load balancers, listeners, rules and target groups say of each other.
 */
@Singleton
public final class LoadBalancing {

  private final SharedIndexInformer<LoadBalancer> loadBalancers;
  private final SharedIndexInformer<Listener> listeners;
  private final SharedIndexInformer<ListenerRule> rules;
  private final SharedIndexInformer<TargetGroup> targetGroups;

  LoadBalancing(
      SharedIndexInformer<LoadBalancer> loadBalancers,
      SharedIndexInformer<Listener> listeners,
      SharedIndexInformer<ListenerRule> rules,
      SharedIndexInformer<TargetGroup> targetGroups) {
    this.loadBalancers = loadBalancers;
    this.listeners = listeners;
    this.rules = rules;
    this.targetGroups = targetGroups;
  }

  /** The load balancer of that name or ARN; the oldest, where several claim the name. */
  public Optional<LoadBalancer> loadBalancer(String namespace, String nameOrArn) {
    return byName(loadBalancers, namespace, ElbArn.loadBalancerName(nameOrArn));
  }

  /** The target group of that name or ARN; the oldest, where several claim the name. */
  public Optional<TargetGroup> targetGroup(String namespace, String nameOrArn) {
    return byName(targetGroups, namespace, ElbArn.targetGroupName(nameOrArn));
  }

  /** The listeners of a load balancer, the oldest first. */
  public List<Listener> listeners(LoadBalancer loadBalancer) {
    String name = LoadBalancers.name(loadBalancer);
    return inNamespace(listeners, loadBalancer)
        .filter(listener -> ElbArn.loadBalancerName(listener.getSpec().loadBalancer()).equals(name))
        .sorted(Oldest.FIRST)
        .toList();
  }

  /** The rules of a listener, the oldest first. */
  public List<ListenerRule> rules(Listener listener) {
    return inNamespace(rules, listener)
        .filter(rule -> isOf(rule, listener))
        .sorted(Oldest.FIRST)
        .toList();
  }

  /** The listener that a rule belongs to. */
  public Optional<Listener> listener(ListenerRule rule) {
    return inNamespace(listeners, rule).filter(listener -> isOf(rule, listener)).findFirst();
  }

  /** The names of the target groups that a listener or one of its rules forwards to. */
  public Set<String> targetGroupsOf(Listener listener) {
    return Stream.concat(
            LoadBalancers.targetGroups(listener.getSpec().defaultActions()).stream(),
            rules(listener).stream()
                .flatMap(rule -> LoadBalancers.targetGroups(rule.getSpec().actions()).stream()))
        .collect(Collectors.toSet());
  }

  /** The load balancers that forward to a target group. */
  public List<LoadBalancer> forwardingTo(TargetGroup targetGroup) {
    String name = LoadBalancers.name(targetGroup);
    String namespace = targetGroup.getMetadata().getNamespace();
    return inNamespace(listeners, targetGroup)
        .filter(listener -> targetGroupsOf(listener).contains(name))
        .flatMap(listener -> loadBalancer(namespace, listener.getSpec().loadBalancer()).stream())
        .distinct()
        .toList();
  }

  private static boolean isOf(ListenerRule rule, Listener listener) {
    String text = rule.getSpec().listener();
    return ElbArn.parse(text)
        .map(arn -> arn.id().equals(Identifiers.loadBalancing(listener.getMetadata().getUid())))
        .orElseGet(() -> text.equals(listener.getMetadata().getName()));
  }

  private static <T extends HasMetadata> Stream<T> inNamespace(
      SharedIndexInformer<T> cache, HasMetadata object) {
    return cache
        .getIndexer()
        .byIndex(Indexes.BY_NAMESPACE, object.getMetadata().getNamespace())
        .stream()
        .filter(found -> found.getMetadata().getDeletionTimestamp() == null);
  }

  private static <T extends HasMetadata> Optional<T> byName(
      SharedIndexInformer<T> cache, String namespace, String name) {
    return cache.getIndexer().byIndex(Indexes.BY_ECS_NAME, Indexes.key(namespace, name)).stream()
        .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
        .min(Oldest.FIRST);
  }
}
