package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.cache.Proxies;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.loadbalancing.ResolvedLoadBalancer.Rejected;
import dev.kubeecs.operator.loadbalancing.ResolvedLoadBalancer.ServedListener;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import dev.kubeecs.resources.loadbalancing.validation.LoadBalancingRules;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.readiness.Readiness;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads, from caches only, everything that a load balancer depends on. */
@Singleton
final class LoadBalancerResolver {

  private final Accounts accounts;
  private final LoadBalancing loadBalancing;
  private final SharedIndexInformer<Service> services;
  private final SharedIndexInformer<Pod> proxies;

  LoadBalancerResolver(
      Accounts accounts,
      LoadBalancing loadBalancing,
      SharedIndexInformer<Service> services,
      @Proxies SharedIndexInformer<Pod> proxies) {
    this.accounts = accounts;
    this.loadBalancing = loadBalancing;
    this.services = services;
    this.proxies = proxies;
  }

  ResolvedLoadBalancer resolve(LoadBalancer resource) {
    String namespace = resource.getMetadata().getNamespace();
    List<ServedListener> served = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    Map<String, TargetGroup> groups = new TreeMap<>();
    Set<Integer> ports = new HashSet<>();
    for (Listener listener : loadBalancing.listeners(resource)) {
      Optional<Problem> problem =
          problem(resource, listener, groups)
              .or(
                  () ->
                      ports.add(listener.getSpec().port())
                          ? Optional.empty()
                          : Optional.of(
                              new Problem(
                                  Reason.Conflict,
                                  "port: an older listener of the load balancer has it already.")));
      if (problem.isPresent()) {
        rejected.add(new Rejected(listener, Optional.empty(), problem.get()));
        continue;
      }
      List<ListenerRule> rules = new ArrayList<>();
      Set<Integer> priorities = new HashSet<>();
      for (ListenerRule rule : loadBalancing.rules(listener)) {
        Optional<Problem> ofRule = problem(namespace, rule, groups, priorities);
        if (ofRule.isPresent()) {
          rejected.add(new Rejected(listener, Optional.of(rule), ofRule.get()));
        } else {
          rules.add(rule);
        }
      }
      served.add(new ServedListener(listener, rules));
    }
    return new ResolvedLoadBalancer(
        resource,
        accounts.of(namespace),
        served,
        rejected,
        groups,
        Optional.ofNullable(
            services
                .getIndexer()
                .getByKey(Indexes.key(namespace, LoadBalancers.service(resource)))),
        proxies
            .getIndexer()
            .byIndex(
                Indexes.BY_LOAD_BALANCER, Indexes.key(namespace, resource.getMetadata().getName()))
            .stream()
            .filter(LoadBalancerResolver::isReady)
            .toList());
  }

  private Optional<Problem> problem(
      LoadBalancer loadBalancer, Listener listener, Map<String, TargetGroup> groups) {
    boolean application = LoadBalancers.type(loadBalancer) == LoadBalancerTypeEnum.APPLICATION;
    if (application != LoadBalancers.isApplication(listener.getSpec().protocol())) {
      return Optional.of(
          new Problem(
              Reason.Invalid,
              "protocol: %s does not go with a load balancer of the type %s."
                  .formatted(listener.getSpec().protocol(), LoadBalancers.type(loadBalancer))));
    }
    return Problem.unsupported(UnsupportedOfLoadBalancing.fields(listener.getSpec()))
        .or(() -> LoadBalancingRules.violation(listener.getSpec()).map(Problem::invalid))
        .or(
            () ->
                missing(
                    listener.getMetadata().getNamespace(),
                    LoadBalancers.targetGroups(listener.getSpec().defaultActions()),
                    groups));
  }

  private Optional<Problem> problem(
      String namespace, ListenerRule rule, Map<String, TargetGroup> groups, Set<Integer> taken) {
    return Problem.unsupported(UnsupportedOfLoadBalancing.fields(rule.getSpec()))
        .or(() -> LoadBalancingRules.violation(rule.getSpec()).map(Problem::invalid))
        .or(() -> missing(namespace, LoadBalancers.targetGroups(rule.getSpec().actions()), groups))
        .or(
            () ->
                taken.add(rule.getSpec().priority())
                    ? Optional.empty()
                    : Optional.of(
                        new Problem(
                            Reason.Conflict,
                            "priority: an older rule of the listener has it already.")));
  }

  /** The first target group that is missing or invalid; those that are not are remembered. */
  private Optional<Problem> missing(
      String namespace, List<String> names, Map<String, TargetGroup> groups) {
    for (String name : names) {
      Optional<TargetGroup> found = loadBalancing.targetGroup(namespace, name);
      if (found.isEmpty()) {
        return Optional.of(
            new Problem(Reason.NotFound, "targetGroupArn: there is no target group " + name + "."));
      }
      Optional<String> violation = LoadBalancingRules.violation(LoadBalancers.spec(found.get()));
      if (violation.isPresent()) {
        return Optional.of(
            Problem.invalid("targetGroupArn: target group " + name + ": " + violation.get()));
      }
      groups.put(name, found.get());
    }
    return Optional.empty();
  }

  private static boolean isReady(Pod pod) {
    return !pod.isMarkedForDeletion() && Readiness.isPodReady(pod);
  }
}
