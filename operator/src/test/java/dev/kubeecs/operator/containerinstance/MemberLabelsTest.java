package dev.kubeecs.operator.containerinstance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.query.ExpressionParser;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.placement.MemberOf;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberLabelsTest {

  private static final WantedExpression BLUE = wanted("attribute:stack == blue");
  private static final WantedExpression WEB = wanted("task:group == service:web");

  @Test
  void aNodeGetsTheLabelsOfTheExpressionsThatHold() {
    assertThat(changes(Map.of("attribute.kube-ecs.dev/stack", "blue"), Set.of("service:web")))
        .isEqualTo(Map.of(BLUE.label(), "true", WEB.label(), "true"));
    assertThat(changes(Map.of("attribute.kube-ecs.dev/stack", "red"), Set.of())).isEmpty();
  }

  @Test
  void whatNoLongerHoldsOrIsNoLongerWantedIsTakenAway() {
    Map<String, String> expected = new HashMap<>();
    expected.put(BLUE.label(), null);
    expected.put("member-of.kube-ecs.dev/forgotten", null);
    assertThat(
            changes(
                Map.of(
                    BLUE.label(),
                    "true",
                    WEB.label(),
                    "true",
                    "member-of.kube-ecs.dev/forgotten",
                    "true",
                    "other",
                    "true"),
                Set.of("service:web")))
        .isEqualTo(expected);
  }

  @Test
  void eachClusterHasItsOwnLabel() {
    assertThat(MemberOf.label(Account.DEFAULT, "a", "x exists"))
        .isNotEqualTo(MemberOf.label(Account.DEFAULT, "b", "x exists"))
        .matches("member-of\\.kube-ecs\\.dev/[0-9a-f]{40}");
  }

  private static Map<String, String> changes(Map<String, String> labels, Set<String> groups) {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName("node-1")
            .withUid("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .withLabels(labels)
            .endMetadata()
            .build();
    return MemberLabels.changes(
        node, List.of(BLUE, WEB), expression -> NodeInstance.of(node, groups.size(), groups));
  }

  private static WantedExpression wanted(String text) {
    return new WantedExpression(
        MemberOf.label(Account.DEFAULT, "default", text),
        "account",
        "default",
        ExpressionParser.parse(text));
  }
}
