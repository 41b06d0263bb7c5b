package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of a service's revisions serves when another is asked for in the middle of a deployment:
 * the newest that was rolled out completely, else the one that most of the production traffic goes
 * to, else the newest.
 */
final class ServingRevision {

  private ServingRevision() {}

  /**
   * The revision that serves.
   *
   * @param present those that may, the oldest first
   */
  static Optional<ResolvedRevision> of(ResolvedService service, List<ResolvedRevision> present) {
    Comparator<ResolvedRevision> order =
        Comparator.comparing(DeploymentView::servesAlone)
            .thenComparing(revision -> productionWeight(service, revision));
    return present.stream().reduce((one, later) -> order.compare(one, later) > 0 ? one : later);
  }

  /** What the production rules of all its target groups give a revision, in all. */
  private static int productionWeight(ResolvedService service, ResolvedRevision revision) {
    return asEmpty(revision.resource().getSpec().loadBalancers()).stream()
        .filter(loadBalancer -> loadBalancer.advancedConfiguration() != null)
        .mapToInt(loadBalancer -> weight(service, loadBalancer, revision.isAlternate()))
        .sum();
  }

  private static int weight(ResolvedService service, LoadBalancer loadBalancer, boolean alternate) {
    TrafficRule rule =
        service.trafficRules().get(loadBalancer.advancedConfiguration().productionListenerRule());
    String group = ElbArn.targetGroupName(Registrations.targetGroup(loadBalancer, alternate));
    return rule == null ? 0 : rule.weights().getOrDefault(group, 0);
  }
}
