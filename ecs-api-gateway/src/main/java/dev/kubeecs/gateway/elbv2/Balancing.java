package dev.kubeecs.gateway.elbv2;

import static java.util.Comparator.comparing;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.ListenerRuleSpec;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The load balancers, listeners, rules and target groups of an account, found as ELB names them.
 */
@Singleton
public final class Balancing {

  private final Store<LoadBalancer> loadBalancers;
  private final Store<Listener> listeners;
  private final Store<ListenerRule> rules;
  private final Store<TargetGroup> targetGroups;
  private final StoreIndex<LoadBalancer> loadBalancersByName;
  private final StoreIndex<TargetGroup> targetGroupsByName;
  private final StoreIndex<Listener> listenersByName;
  private final StoreIndex<Listener> listenersByLoadBalancer;
  private final StoreIndex<Listener> listenersByTargetGroup;
  private final StoreIndex<ListenerRule> rulesById;
  private final StoreIndex<ListenerRule> rulesByListener;
  private final StoreIndex<ListenerRule> rulesByTargetGroup;

  Balancing(Stores stores) {
    this.loadBalancers = stores.of(LoadBalancer.class);
    this.listeners = stores.of(Listener.class);
    this.rules = stores.of(ListenerRule.class);
    this.targetGroups = stores.of(TargetGroup.class);
    this.loadBalancersByName = loadBalancers.index("name", lb -> List.of(LoadBalancers.name(lb)));
    this.targetGroupsByName = targetGroups.index("name", tg -> List.of(LoadBalancers.name(tg)));
    this.listenersByName = listeners.index("name", LoadBalancers::names);
    this.listenersByLoadBalancer =
        listeners.index(
            "load-balancer",
            listener -> List.of(ElbArn.loadBalancerName(listener.getSpec().loadBalancer())));
    this.listenersByTargetGroup =
        listeners.index(
            "target-group", l -> LoadBalancers.targetGroups(l.getSpec().defaultActions()));
    this.rulesById = rules.index("id", rule -> List.of(id(rule)));
    this.rulesByListener = rules.index("listener", rule -> List.of(LoadBalancers.listener(rule)));
    this.rulesByTargetGroup =
        rules.index("target-group", rule -> LoadBalancers.targetGroups(rule.getSpec().actions()));
  }

  Store<LoadBalancer> loadBalancers() {
    return loadBalancers;
  }

  Store<Listener> listeners() {
    return listeners;
  }

  Store<ListenerRule> rules() {
    return rules;
  }

  Store<TargetGroup> targetGroups() {
    return targetGroups;
  }

  /** The load balancer of that name or ARN, which must exist. */
  LoadBalancer requireLoadBalancer(Call call, String nameOrArn) {
    return loadBalancer(call, nameOrArn).orElseThrow(ElbErrors::loadBalancerNotFound);
  }

  /** The load balancer of a listener. */
  LoadBalancer loadBalancerOf(Call call, Listener listener) {
    return requireLoadBalancer(call, listener.getSpec().loadBalancer());
  }

  /** The target group of that name or ARN, which must exist. */
  TargetGroup requireTargetGroup(Call call, String nameOrArn) {
    return targetGroup(call, nameOrArn).orElseThrow(ElbErrors::targetGroupNotFound);
  }

  /** The listener of that ARN, which must exist. */
  Listener requireListener(Call call, String arn) {
    return listener(call, arn).orElseThrow(ElbErrors::listenerNotFound);
  }

  /** The rule of that ARN, which must exist; not a default rule. */
  ListenerRule requireRule(Call call, String arn) {
    return rule(call, arn).orElseThrow(ElbErrors::ruleNotFound);
  }

  /** Changes what is wanted of a load balancer. */
  LoadBalancer edit(LoadBalancer resource, UnaryOperator<LoadBalancerSpec> change) {
    return edit(loadBalancers, resource, LoadBalancers::spec, change)
        .orElseThrow(ElbErrors::loadBalancerNotFound);
  }

  /** Changes what is wanted of a target group. */
  TargetGroup edit(TargetGroup resource, UnaryOperator<TargetGroupSpec> change) {
    return edit(targetGroups, resource, LoadBalancers::spec, change)
        .orElseThrow(ElbErrors::targetGroupNotFound);
  }

  /** Changes what is wanted of a listener. */
  Listener edit(Listener resource, UnaryOperator<ListenerSpec> change) {
    return edit(listeners, resource, Listener::getSpec, change)
        .orElseThrow(ElbErrors::listenerNotFound);
  }

  /** Changes what is wanted of a rule. */
  ListenerRule edit(ListenerRule resource, UnaryOperator<ListenerRuleSpec> change) {
    return edit(rules, resource, ListenerRule::getSpec, change)
        .orElseThrow(ElbErrors::ruleNotFound);
  }

  /** The load balancer of that name. */
  Optional<LoadBalancer> loadBalancerNamed(Call call, String name) {
    return loadBalancersByName.get(call.namespace(), name).stream()
        .filter(lb -> lb.getMetadata().getDeletionTimestamp() == null)
        .min(Oldest.FIRST);
  }

  /** The load balancer that an ARN, or a spec by name or ARN, names. */
  Optional<LoadBalancer> loadBalancer(Call call, String nameOrArn) {
    return loadBalancerNamed(call, ElbArn.loadBalancerName(nameOrArn))
        .filter(lb -> isSame(nameOrArn, lb));
  }

  /** The target group of that name. */
  Optional<TargetGroup> targetGroupNamed(Call call, String name) {
    return targetGroupsByName.get(call.namespace(), name).stream()
        .filter(tg -> tg.getMetadata().getDeletionTimestamp() == null)
        .min(Oldest.FIRST);
  }

  /** The target group of that name or ARN. */
  public Optional<TargetGroup> targetGroup(Call call, String nameOrArn) {
    return targetGroupNamed(call, ElbArn.targetGroupName(nameOrArn))
        .filter(tg -> isSame(nameOrArn, tg));
  }

  /** The listener of that ARN. */
  Optional<Listener> listener(Call call, String arn) {
    return ElbArn.parse(arn)
        .filter(parsed -> parsed.type().equals("listener"))
        .flatMap(parsed -> listenersByName.get(call.namespace(), parsed.id()).stream().findFirst());
  }

  /** The rule of that ARN; not a default rule. */
  Optional<ListenerRule> rule(Call call, String arn) {
    return ElbArn.parse(arn)
        .filter(parsed -> parsed.type().equals("listener-rule"))
        .flatMap(parsed -> rulesById.get(call.namespace(), parsed.id()).stream().findFirst());
  }

  /**
   * Whether an ARN is that of a rule, a default rule or a listener of an Application Load Balancer.
   */
  public boolean isOfApplicationLoadBalancer(Call call, String arn) {
    return rule(call, arn)
        .flatMap(rule -> listenerOf(call, rule))
        .or(() -> listener(call, arn))
        .or(() -> listenerOfDefaultRule(call, arn))
        .flatMap(listener -> loadBalancer(call, listener.getSpec().loadBalancer()))
        .filter(found -> LoadBalancers.type(found) == LoadBalancerTypeEnum.APPLICATION)
        .isPresent();
  }

  /**
   * What forwards to one of the target groups: the listener, by its default rule, or rules of it.
   *
   * @param arn of the listener, or of the rule itself
   * @param targetGroups their names
   * @return ARNs; empty if there is no such listener of an Application Load Balancer
   */
  public List<String> forwarding(Call call, String arn, Collection<String> targetGroups) {
    if (!isOfApplicationLoadBalancer(call, arn)) {
      return List.of();
    }
    Optional<Listener> listener = listener(call, arn);
    if (listener.isEmpty()) {
      return List.of(arn);
    }
    Stream<String> byDefault =
        forwards(listener.get().getSpec().defaultActions(), targetGroups)
            ? Stream.of(arn)
            : Stream.empty();
    String ofRules = arn.replace(":listener/", ":listener-rule/") + "/";
    Stream<String> byRule =
        rulesOf(call, listener.get()).stream()
            .filter(rule -> forwards(rule.getSpec().actions(), targetGroups))
            .map(rule -> ofRules + id(rule));
    return Stream.concat(byDefault, byRule).toList();
  }

  private static boolean forwards(List<Action> actions, Collection<String> targetGroups) {
    return LoadBalancers.targetGroups(actions).stream().anyMatch(targetGroups::contains);
  }

  private Optional<Listener> listenerOfDefaultRule(Call call, String arn) {
    return ElbArn.parse(arn)
        .filter(parsed -> parsed.type().equals("listener-rule"))
        .flatMap(
            parsed ->
                listenersByName
                    .get(call.namespace(), LoadBalancers.defaultRuleId(parsed.id()))
                    .stream()
                    .findFirst());
  }

  /** The listeners of a load balancer, the oldest first. */
  List<Listener> listenersOf(Call call, LoadBalancer loadBalancer) {
    return listenersByLoadBalancer.get(call.namespace(), LoadBalancers.name(loadBalancer)).stream()
        .sorted(Oldest.FIRST)
        .toList();
  }

  /** The rules of a listener, by priority. */
  List<ListenerRule> rulesOf(Call call, Listener listener) {
    return LoadBalancers.names(listener).stream()
        .flatMap(name -> rulesByListener.get(call.namespace(), name).stream())
        .sorted(comparing((ListenerRule rule) -> rule.getSpec().priority()))
        .toList();
  }

  /** The listener that a rule belongs to. */
  Optional<Listener> listenerOf(Call call, ListenerRule rule) {
    return listenersByName.get(call.namespace(), LoadBalancers.listener(rule)).stream().findFirst();
  }

  /** The load balancers that forward to a target group. */
  public List<LoadBalancer> forwardingTo(Call call, TargetGroup targetGroup) {
    String name = LoadBalancers.name(targetGroup);
    Stream<Listener> byDefault = listenersByTargetGroup.get(call.namespace(), name).stream();
    Stream<Listener> byRule =
        rulesByTargetGroup.get(call.namespace(), name).stream()
            .flatMap(rule -> listenerOf(call, rule).stream());
    return Stream.concat(byDefault, byRule)
        .flatMap(listener -> loadBalancer(call, listener.getSpec().loadBalancer()).stream())
        .distinct()
        .toList();
  }

  private static <S, T extends CustomResource<S, ?>> Optional<T> edit(
      Store<T> store, T resource, Function<T, S> spec, UnaryOperator<S> change) {
    return store.edit(
        resource.getMetadata().getNamespace(),
        resource.getMetadata().getName(),
        copy -> {
          copy.setSpec(change.apply(spec.apply(copy)));
          return copy;
        });
  }

  private static boolean isSame(String nameOrArn, HasMetadata object) {
    return ElbArn.parse(nameOrArn).map(arn -> arn.id().equals(id(object))).orElse(true);
  }

  private static String id(HasMetadata object) {
    return Identifiers.loadBalancing(object.getMetadata().getUid());
  }
}
