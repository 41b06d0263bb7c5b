package dev.kubeecs.operator.loadbalancing.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.elbv2.TargetDescription;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import dev.kubeecs.resources.loadbalancing.HealthCheck;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Targets that are registered by hand. */
class TargetsTest {

  @Test
  void anAddressThatIsNoneIsAnUnusableTarget() {
    List<RegisteredTarget> targets = registered(TargetTypeEnum.IP, "10.0.0.7", "web.example.com");
    assertThat(targets.getFirst().address()).isEqualTo("10.0.0.7");
    assertThat(targets.getFirst().health().state()).hasToString("healthy");
    assertThat(targets.getLast().address()).isNull();
    assertThat(targets.getLast().health().state()).hasToString("unused");
    assertThat(targets.getLast().health().reason()).hasToString("Target.IpUnusable");
    assertThat(targets.getLast().health().description())
        .isEqualTo("The IP address 'web.example.com' is not a valid IPv4 address");
    assertThat(Targets.serving(targets)).containsExactly(targets.getFirst());
  }

  @Test
  void aContainerInstanceThatIsNotThereIsAStoppedTarget() {
    List<RegisteredTarget> targets = registered(TargetTypeEnum.INSTANCE, "i-1");
    assertThat(targets.getFirst().health().reason()).hasToString("Target.InvalidState");
  }

  private static List<RegisteredTarget> registered(TargetTypeEnum type, String... ids) {
    TargetGroup group = new TargetGroup();
    group.setMetadata(new ObjectMetaBuilder().withNamespace("n").withName("web").build());
    group.setSpec(
        TargetGroupSpecBuilder.builder()
            .targetType(type)
            .targets(Stream.of(ids).map(id -> TargetDescription.builder().id(id).build()).toList())
            .build());
    TargetFacts facts =
        new TargetFacts(group, "arn", List.of("lb"), List.of(), List.of(), Instant.EPOCH);
    return Targets.of(facts, (target, before) -> before.after(new Outcome.Passed(), check()));
  }

  private static HealthCheck check() {
    return HealthCheck.of(TargetGroupSpecBuilder.builder().build());
  }
}
