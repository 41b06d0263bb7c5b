package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.ActionTypeEnum;
import dev.kubeecs.api.elbv2.ForwardActionConfig;
import dev.kubeecs.api.elbv2.TargetGroupTuple;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A listener rule, or the default action of a listener, by which requests reach a service.
 *
 * @param kind which of the two
 * @param name {@code metadata.name}
 * @param actions what becomes of requests
 * @param inEffect whether every proxy knows these actions
 */
public record TrafficRule(Kind kind, String name, List<Action> actions, boolean inEffect) {

  /** What holds the actions. */
  public enum Kind {
    LISTENER,
    LISTENER_RULE
  }

  public TrafficRule {
    actions = List.copyOf(actions);
  }

  /** Whether requests are forwarded with just these weights, by the name of the target group. */
  boolean forwards(Map<String, Integer> weights) {
    return weights().equals(weights);
  }

  /** The weights by which requests are forwarded, by the name of the target group. */
  Map<String, Integer> weights() {
    Map<String, Integer> weights = new TreeMap<>();
    actions.stream()
        .flatMap(LoadBalancers::tuples)
        .forEach(
            tuple ->
                weights.put(ElbArn.targetGroupName(tuple.targetGroupArn()), or(tuple.weight(), 1)));
    return weights;
  }

  /**
   * The action that forwards with these weights.
   *
   * @param weights by target group, as the service names it
   */
  static Action forward(Map<String, Integer> weights) {
    return Action.builder()
        .type(ActionTypeEnum.FORWARD)
        .forwardConfig(
            ForwardActionConfig.builder()
                .targetGroups(
                    weights.entrySet().stream()
                        .map(
                            entry ->
                                TargetGroupTuple.builder()
                                    .targetGroupArn(entry.getKey())
                                    .weight(entry.getValue())
                                    .build())
                        .toList())
                .build())
        .build();
  }
}
