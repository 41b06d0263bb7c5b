package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.api.ecs.AdvancedConfiguration;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.operator.service.trafficshift.GroupWeights;
import dev.kubeecs.operator.service.trafficshift.HookCall;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Owners;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftStage;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules of load balancers that divide traffic between two revisions of a service.
 *
 * @param target the revision that gets traffic
 * @param source the revision that it comes from
 */
record TrafficSplit(
    ResolvedService service, ResolvedRevision target, Optional<ResolvedRevision> source) {

  /** A rule with the weights that it shall have, by target group as the service names it. */
  private record Wanted(Optional<TrafficRule> rule, Map<String, Integer> weights) {

    boolean carried() {
      return rule.filter(r -> r.inEffect() && r.forwards(byName())).isPresent();
    }

    Map<String, Integer> byName() {
      Map<String, Integer> names = new TreeMap<>();
      weights.forEach((group, weight) -> names.put(ElbArn.targetGroupName(group), weight));
      return names;
    }
  }

  /** Whether every proxy gives the target just these percentages. */
  boolean carry(double production, double test) {
    return wanted(production, test).stream().allMatch(Wanted::carried);
  }

  /** What to write so that they do. */
  List<Action> forward(TrafficShift shift) {
    List<Action> actions = new ArrayList<>();
    for (Wanted wanted : wanted(shift.productionWeight(), shift.testWeight())) {
      wanted
          .rule()
          .filter(rule -> !rule.forwards(wanted.byName()))
          .map(
              rule ->
                  new Action.Forward(
                      rule.kind(), rule.name(), List.of(TrafficRule.forward(wanted.weights()))))
          .ifPresent(actions::add);
    }
    return actions;
  }

  /** Whether test traffic is told apart. */
  boolean haveTest() {
    return advanced().stream().anyMatch(advanced -> advanced.testListenerRule() != null);
  }

  /** A call of a hook with what ECS tells it. */
  HookRequest request(HookCall call) {
    return new HookRequest(
        call.key(),
        call.run().targetArn(),
        Serialization.asJson(payload(call)),
        target.resource().getSpec(),
        call.run().expiresAt(),
        Owners.reference(target.rollout().orElseThrow()));
  }

  /**
   * The event of a hook. Weights stand in it at the stages that shift them. Source: the ECS
   * developer guide, "Lambda hooks for Amazon ECS service deployments".
   */
  private Map<String, Object> payload(HookCall call) {
    TrafficShift shift = call.shift();
    TrafficShiftStage stage = shift.stage();
    boolean both = stage == TrafficShiftStage.RECONCILE_SERVICE;
    boolean test = both || stage == TrafficShiftStage.TEST_TRAFFIC_SHIFT;
    boolean production = both || stage == TrafficShiftStage.PRODUCTION_TRAFFIC_SHIFT;
    Account account = service.account();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("testTrafficWeights", test ? percentages(shift.testWeight()) : Map.of());
    details.put(
        "productionTrafficWeights", production ? percentages(shift.productionWeight()) : Map.of());
    details.put("serviceArn", account.serviceArn(service.clusterName(), service.serviceName()));
    details.put("targetServiceRevisionArn", arn(target));
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("executionDetails", details);
    payload.put("executionId", call.run().hookId());
    payload.put("lifecycleStage", stage.ofHooks().orElseThrow().toString());
    payload.put(
        "resourceArn",
        account.serviceDeploymentArn(
            service.clusterName(), service.serviceName(), target.deploymentId()));
    if (call.run().hookDetails() instanceof ObjectNode given) {
      payload.put("hookDetails", given);
    }
    return payload;
  }

  private Map<String, Number> percentages(double ofTarget) {
    Map<String, Number> weights = new LinkedHashMap<>();
    source.ifPresent(revision -> weights.put(arn(revision), number(100 - ofTarget)));
    weights.put(arn(target), number(ofTarget));
    return weights;
  }

  private static Number number(double weight) {
    if (weight == Math.rint(weight)) {
      return (int) weight;
    }
    return weight;
  }

  private String arn(ResolvedRevision revision) {
    return service
        .account()
        .serviceRevisionArn(service.clusterName(), service.serviceName(), revision.deploymentId());
  }

  private List<AdvancedConfiguration> advanced() {
    return asEmpty(target.resource().getSpec().loadBalancers()).stream()
        .map(LoadBalancer::advancedConfiguration)
        .filter(Objects::nonNull)
        .toList();
  }

  private List<Wanted> wanted(double production, double test) {
    List<Wanted> all = new ArrayList<>();
    List<LoadBalancer> loadBalancers = asEmpty(target.resource().getSpec().loadBalancers());
    for (int i = 0; i < loadBalancers.size(); i++) {
      LoadBalancer loadBalancer = loadBalancers.get(i);
      AdvancedConfiguration advanced = loadBalancer.advancedConfiguration();
      if (advanced == null) {
        continue;
      }
      String other = other(loadBalancer, i);
      all.add(wanted(advanced.productionListenerRule(), loadBalancer, other, production));
      if (advanced.testListenerRule() != null) {
        all.add(wanted(advanced.testListenerRule(), loadBalancer, other, test));
      }
    }
    return all;
  }

  private Wanted wanted(String rule, LoadBalancer loadBalancer, String other, double percent) {
    return new Wanted(
        Optional.ofNullable(service.trafficRules().get(rule)),
        GroupWeights.of(
            Registrations.targetGroup(loadBalancer, target.isAlternate()),
            Optional.of(other),
            percent));
  }

  /** Where the source is registered; the target group that the target is not in, without one. */
  private String other(LoadBalancer loadBalancer, int number) {
    return source
        .map(
            revision ->
                Registrations.targetGroups(
                    revision.resource().getSpec().loadBalancers(), revision.isAlternate()))
        .filter(groups -> groups.size() > number)
        .map(groups -> groups.get(number))
        .orElseGet(() -> Registrations.targetGroup(loadBalancer, !target.isAlternate()));
  }
}
