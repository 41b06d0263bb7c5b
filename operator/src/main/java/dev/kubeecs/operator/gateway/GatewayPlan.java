package dev.kubeecs.operator.gateway;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gateway makes and removes.
 *
 * @param make objects as they shall be
 * @param routes to how many services it leads
 * @param endedRoutes names of the routes whose objects shall go
 * @param idle whether the load balancer and its listener shall go: nothing needs them
 */
record GatewayPlan(List<HasMetadata> make, int routes, Set<String> endedRoutes, boolean idle) {

  private static final int MOST_PRIORITIES = 50_000;

  GatewayPlan {
    make = List.copyOf(make);
    endedRoutes = Set.copyOf(endedRoutes);
  }

  /** Load balancers are there only while a service uses them, as ECS's are. */
  static GatewayPlan of(GatewayFacts facts) {
    Map<String, EcsService> asked = new LinkedHashMap<>();
    facts.services().stream()
        .filter(service -> Routes.leads(facts.resource(), service.getSpec()))
        .forEach(service -> asked.put(Routes.name(facts.name(), service), service));
    Set<String> draining = draining(facts);
    draining.removeAll(asked.keySet());
    Set<String> ended = present(facts);
    ended.removeAll(asked.keySet());
    ended.removeAll(draining);
    if (asked.isEmpty() && draining.isEmpty()) {
      return new GatewayPlan(List.of(), 0, ended, true);
    }
    List<HasMetadata> make = new ArrayList<>(GatewayObjects.shared(facts));
    Map<String, Integer> priorities = priorities(asked.keySet());
    asked.forEach(
        (route, service) ->
            make.addAll(RouteObjects.of(facts, route, service, priorities.get(route))));
    return new GatewayPlan(make, asked.size(), ended, false);
  }

  /** Tasks of an earlier deployment may be at work still: their target group stays until then. */
  private static Set<String> draining(GatewayFacts facts) {
    return facts.targetGroups().stream()
        .filter(group -> group.getStatus() != null && or(group.getStatus().targetCount(), 0) > 0)
        .map(GatewayPlan::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of all routes of which there is anything. */
  static Set<String> present(GatewayFacts facts) {
    return Stream.<HasMetadata>concat(facts.targetGroups().stream(), facts.rules().stream())
        .map(GatewayPlan::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A priority for each rule, which stays the same whatever others come and go, but where two of
   * them meet. Their order is without meaning: no two rules take the same host.
   */
  static Map<String, Integer> priorities(Set<String> routes) {
    Map<String, Integer> priorities = new HashMap<>();
    Set<Integer> taken = new HashSet<>();
    for (String route : new TreeSet<>(routes)) {
      int priority = Math.floorMod(route.hashCode(), MOST_PRIORITIES);
      while (!taken.add(priority)) {
        priority = (priority + 1) % MOST_PRIORITIES;
      }
      priorities.put(route, priority + 1);
    }
    return priorities;
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
