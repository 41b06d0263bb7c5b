package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
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
    return by(listeners, Indexes.BY_LOAD_BALANCER, loadBalancer, LoadBalancers.name(loadBalancer))
        .sorted(Oldest.FIRST)
        .toList();
  }

  /** The rules of a listener, the oldest first. */
  public List<ListenerRule> rules(Listener listener) {
    return LoadBalancers.names(listener).stream()
        .flatMap(name -> by(rules, Indexes.BY_LISTENER, listener, name))
        .sorted(Oldest.FIRST)
        .toList();
  }

  /** The listener that a rule belongs to. */
  public Optional<Listener> listener(ListenerRule rule) {
    return by(listeners, Indexes.BY_LISTENER, rule, LoadBalancers.listener(rule)).findFirst();
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
    return Stream.concat(
            by(listeners, Indexes.BY_TARGET_GROUP, targetGroup, name),
            by(rules, Indexes.BY_TARGET_GROUP, targetGroup, name)
                .flatMap(rule -> listener(rule).stream()))
        .flatMap(
            listener ->
                loadBalancer(
                    listener.getMetadata().getNamespace(), listener.getSpec().loadBalancer())
                    .stream())
        .distinct()
        .toList();
  }

  private static <T extends HasMetadata> Optional<T> byName(
      SharedIndexInformer<T> cache, String namespace, String name) {
    return by(cache, Indexes.BY_ECS_NAME, namespace, name).min(Oldest.FIRST);
  }

  private static <T extends HasMetadata> Stream<T> by(
      SharedIndexInformer<T> cache, String index, HasMetadata neighbour, String name) {
    return by(cache, index, neighbour.getMetadata().getNamespace(), name);
  }

  private static <T extends HasMetadata> Stream<T> by(
      SharedIndexInformer<T> cache, String index, String namespace, String name) {
    return cache.getIndexer().byIndex(index, Indexes.key(namespace, name)).stream()
        .filter(found -> found.getMetadata().getDeletionTimestamp() == null);
  }
}
