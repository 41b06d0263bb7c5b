package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidLoadBalancer;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.codedeploy.TargetGroupInfo;
import dev.kubeecs.api.codedeploy.TargetGroupPairInfo;
import dev.kubeecs.api.codedeploy.TrafficRoute;
import dev.kubeecs.gateway.elbv2.Balancing;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.service.EcsService;
import java.util.List;
import java.util.Optional;

/**
 * The rules by which traffic reaches the target groups of a pair. A route names a listener, whose
 * other rules are not the service's to change.
 *
 * @param production ARN of the listener, for its default rule, or of a rule
 * @param test the same for test traffic
 */
record Routes(String production, Optional<String> test) {

  /** Finds them among what forwards to the pair now. */
  static Routes of(Call call, TargetGroupPairInfo pair, Balancing balancing) {
    List<String> groups = names(pair);
    return new Routes(
        rule(call, "prodTrafficRoute", pair.prodTrafficRoute(), groups, balancing),
        Optional.ofNullable(pair.testTrafficRoute())
            .map(route -> rule(call, "testTrafficRoute", route, groups, balancing)));
  }

  /** The names of both target groups. */
  static List<String> names(TargetGroupPairInfo pair) {
    return pair.targetGroups().stream()
        .map(TargetGroupInfo::name)
        .map(ElbArn::targetGroupName)
        .toList();
  }

  /** Whether the tasks of a service are registered in one of the pair. */
  static boolean isIn(TargetGroupPairInfo pair, EcsService service) {
    return asEmpty(service.getSpec().loadBalancers()).stream()
        .map(loadBalancer -> ElbArn.targetGroupName(loadBalancer.targetGroupArn()))
        .anyMatch(names(pair)::contains);
  }

  private static String rule(
      Call call, String member, TrafficRoute route, List<String> groups, Balancing balancing) {
    String arn = route.listenerArns().getFirst();
    List<String> rules = balancing.forwarding(call, arn, groups);
    return switch (rules.size()) {
      case 1 -> rules.getFirst();
      case 0 ->
          throw invalidLoadBalancer(
              "%s.listenerArns: %s is no listener of an Application Load Balancer that forwards to"
                  + " one of the target groups %s.",
              member, arn, String.join(" and ", groups));
      default ->
          throw invalidLoadBalancer(
              "%s.listenerArns: several rules of %s forward to the target groups %s; name the ARN"
                  + " of the one rule instead.",
              member, arn, String.join(" and ", groups));
    };
  }
}
