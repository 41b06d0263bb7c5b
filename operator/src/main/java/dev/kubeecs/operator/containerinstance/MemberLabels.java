package dev.kubeecs.operator.containerinstance;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.resources.containerinstance.Instance;
import dev.kubeecs.resources.containerinstance.query.Query;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which labels of expressions a Node gets and loses. */
final class MemberLabels {

  private static final String HOLDS = "true";

  private MemberLabels() {}

  /**
   * The labels to change, null to take one away; none if all are right.
   *
   * @param instance the Node with the tasks of the cluster of an expression
   */
  static Map<String, String> changes(
      Node node,
      Collection<WantedExpression> wanted,
      Function<WantedExpression, Instance> instance) {
    Set<String> hold =
        wanted.stream()
            .filter(expression -> Query.holds(expression.expression(), instance.apply(expression)))
            .map(WantedExpression::label)
            .collect(Collectors.toSet());
    Map<String, String> present = asEmpty(node.getMetadata().getLabels());
    Map<String, String> changes = new HashMap<>();
    hold.stream()
        .filter(label -> !HOLDS.equals(present.get(label)))
        .forEach(label -> changes.put(label, HOLDS));
    present.keySet().stream()
        .filter(label -> label.startsWith(Labels.MEMBER_OF) && !hold.contains(label))
        .forEach(label -> changes.put(label, null));
    return changes;
  }
}
