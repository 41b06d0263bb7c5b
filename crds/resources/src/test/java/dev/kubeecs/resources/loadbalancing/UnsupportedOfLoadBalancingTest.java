package dev.kubeecs.resources.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.LoadBalancerAttribute;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.TargetGroupAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be honoured is named, also in specs that lack what they should have. */
class UnsupportedOfLoadBalancingTest {

  @Test
  void attributesThatAreNotHonouredAreNamed() {
    LoadBalancerSpec spec =
        LoadBalancerSpecBuilder.builder()
            .attributes(
                List.of(
                    new LoadBalancerAttribute("idle_timeout.timeout_seconds", "5"),
                    new LoadBalancerAttribute("access_logs.s3.enabled", "true")))
            .build();
    assertThat(UnsupportedOfLoadBalancing.fields(spec))
        .containsExactly("attributes.access_logs.s3.enabled");
  }

  @Test
  void anAttributeWithoutAValueHasTheEmptyOne() {
    TargetGroupSpec spec =
        TargetGroupSpecBuilder.builder()
            .attributes(
                List.of(
                    new TargetGroupAttribute("stickiness.app_cookie.cookie_name", null),
                    new TargetGroupAttribute("slow_start.duration_seconds", null)))
            .build();
    assertThat(UnsupportedOfLoadBalancing.fields(spec))
        .containsExactly("attributes.slow_start.duration_seconds");
  }

  @Test
  void aListenerIsOfAProtocolThatIsServed() {
    ListenerSpec tls = ListenerSpecBuilder.builder().protocol(ProtocolEnum.TLS).port(65431).build();
    assertThat(UnsupportedOfLoadBalancing.fields(tls))
        .containsExactly("protocol TLS", "port 65431");
    assertThat(
            UnsupportedOfLoadBalancing.fields(
                ListenerSpecBuilder.builder()
                    .defaultActions(List.of(Action.builder().build()))
                    .build()))
        .containsExactly("protocol null", "defaultActions.type null");
  }
}
