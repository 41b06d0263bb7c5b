package dev.kubeecs.operator.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.loadbalancing.proxy.Backend;
import dev.kubeecs.operator.loadbalancing.proxy.Frontend;
import dev.kubeecs.operator.loadbalancing.proxy.Server;
import dev.kubeecs.operator.loadbalancing.target.Targets;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A load balancer and all that belongs to it.
 *
 * @param resource the load balancer
 * @param account whose it is
 * @param listeners that it serves
 * @param rejected listeners and rules that it cannot serve, with what is wrong
 * @param targetGroups that its listeners forward to, by name
 * @param service the Service, once there is one
 * @param proxies its Pods that are Ready
 */
record ResolvedLoadBalancer(
    LoadBalancer resource,
    Account account,
    List<ServedListener> listeners,
    List<Rejected> rejected,
    Map<String, TargetGroup> targetGroups,
    Optional<Service> service,
    List<Pod> proxies) {

  /** A listener and its rules. */
  record ServedListener(Listener resource, List<ListenerRule> rules) {

    ServedListener {
      rules = List.copyOf(rules);
    }
  }

  /** Something that cannot be served. */
  record Rejected(Listener listener, Optional<ListenerRule> rule, Problem problem) {}

  ResolvedLoadBalancer {
    listeners = List.copyOf(listeners);
    rejected = List.copyOf(rejected);
    targetGroups = new TreeMap<>(targetGroups);
    proxies = List.copyOf(proxies);
  }

  List<Frontend> frontends() {
    return listeners.stream()
        .map(
            listener ->
                new Frontend(
                    listener.resource().getSpec(),
                    listener.rules().stream().map(ListenerRule::getSpec).toList()))
        .toList();
  }

  List<Backend> backends() {
    return targetGroups.entrySet().stream()
        .map(
            entry ->
                new Backend(
                    entry.getKey(),
                    LoadBalancers.spec(entry.getValue()),
                    serving(entry.getValue()).stream()
                        .map(target -> new Server(target.address(), target.port()))
                        .sorted(Comparator.comparing(Server::name))
                        .toList()))
        .toList();
  }

  static List<RegisteredTarget> serving(TargetGroup targetGroup) {
    return targetGroup.getStatus() == null
        ? List.of()
        : Targets.serving(asEmpty(targetGroup.getStatus().targets()));
  }
}
