package dev.kubeecs.operator.loadbalancing.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.loadbalancing.LoadBalancerSpecBuilder;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpecBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a running proxy is told when targets come and go. */
class ProxyConfigurationTest {

  private static final Server ONE = new Server("10.0.0.1", 80);
  private static final Server TWO = new Server("10.0.0.2", 80);

  @Test
  void serversThatComeAreToldBeforeThoseThatGo() {
    ProxyConfiguration before = with(ONE);
    ProxyConfiguration after = with(TWO);
    assertThat(after.skeleton()).isEqualTo(before.skeleton());
    assertThat(after.commandsAfter(before))
        .containsExactly(
            "add server target-group-web/" + TWO.name() + " 10.0.0.2:80",
            "set server target-group-web/" + TWO.name() + " state ready",
            "set server target-group-web/" + ONE.name() + " state maint",
            "del server target-group-web/" + ONE.name());
    assertThat(after.text()).contains("  server " + TWO.name() + " 10.0.0.2:80\n");
  }

  @Test
  void nothingIsToldWhenNothingChanges() {
    assertThat(with(ONE, TWO).commandsAfter(with(ONE, TWO))).isEmpty();
  }

  private static ProxyConfiguration with(Server... servers) {
    return ProxyConfiguration.of(
        LoadBalancerSpecBuilder.builder().build(),
        List.of(),
        List.of(new Backend("web", TargetGroupSpecBuilder.builder().build(), List.of(servers))));
  }
}
