package dev.kubeecs.operator.loadbalancing.target;

import dev.kubeecs.resources.loadbalancing.TargetGroup;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;

/**
 * A target group and what its targets depend on, at one instant.
 *
 * @param resource the target group
 * @param arn its ARN
 * @param loadBalancerArns load balancers that forward to it
 * @param pods those that are to be registered in it, or were
 * @param nodes container instances, for targets that are some
 * @param now the instant
 */
public record TargetFacts(
    TargetGroup resource,
    String arn,
    List<String> loadBalancerArns,
    List<Pod> pods,
    List<Node> nodes,
    Instant now) {

  public TargetFacts {
    loadBalancerArns = List.copyOf(loadBalancerArns);
    pods = List.copyOf(pods);
    nodes = List.copyOf(nodes);
  }
}
