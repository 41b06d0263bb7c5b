package dev.kubeecs.resources.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.servicediscovery.CustomHealthStatus;
import dev.kubeecs.api.servicediscovery.HealthCheckCustomConfig;
import dev.kubeecs.api.servicediscovery.HealthStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that are registered by hand, and which of all instances names stand for. */
class RegisteredInstancesTest {

  private static final DiscoveryInstance PLAIN = new DiscoveryInstance("a", Map.of(), null, null);

  @Test
  void healthIsUnknownWhereNobodyTellsOfIt() {
    assertThat(RegisteredInstances.byHand(spec(null, PLAIN)))
        .extracting(RegisteredInstance::health)
        .containsExactly(HealthStatus.UNKNOWN);
  }

  @Test
  void healthIsWhatWasToldAndAtFirstWhatTheAttributeSays() {
    DiscoveryInstance initially =
        PLAIN.withAttributes(Map.of("AWS_INIT_HEALTH_STATUS", "UNHEALTHY"));
    assertThat(
            RegisteredInstances.byHand(
                spec(
                    new HealthCheckCustomConfig(1),
                    PLAIN,
                    PLAIN.withHealth(CustomHealthStatus.UNHEALTHY),
                    initially,
                    initially.withHealth(CustomHealthStatus.HEALTHY))))
        .extracting(RegisteredInstance::health)
        .containsExactly(
            HealthStatus.HEALTHY,
            HealthStatus.UNHEALTHY,
            HealthStatus.UNHEALTHY,
            HealthStatus.HEALTHY);
  }

  @Test
  void namesStandForTheHealthyAndForAllIfNoneIs() {
    RegisteredInstance healthy = new RegisteredInstance("h", Map.of(), HealthStatus.HEALTHY, true);
    RegisteredInstance unhealthy =
        new RegisteredInstance("u", Map.of(), HealthStatus.UNHEALTHY, true);
    assertThat(RegisteredInstances.answering(List.of(healthy, unhealthy))).containsOnly(healthy);
    assertThat(RegisteredInstances.answering(List.of(unhealthy))).containsOnly(unhealthy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "255.255.255.255", "1.2.3.4"})
  void anAddressIsOne(String text) {
    assertThat(InstanceAttributes.isIpv4(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0", "256.0.0.1", "01.2.3.4", "::1", "a.b.c.d"})
  void otherTextsAreNone(String text) {
    assertThat(InstanceAttributes.isIpv4(text)).isFalse();
  }

  @Test
  void aPortIsOneOnlyInItsRange() {
    assertThat(InstanceAttributes.port(Map.of("AWS_INSTANCE_PORT", "8080"))).hasValue(8080);
    assertThat(InstanceAttributes.port(Map.of("AWS_INSTANCE_PORT", "65536"))).isEmpty();
    assertThat(InstanceAttributes.port(Map.of())).isEmpty();
  }

  private static DiscoveryServiceSpec spec(
      HealthCheckCustomConfig health, DiscoveryInstance... instances) {
    return DiscoveryServiceSpecBuilder.builder()
        .namespace("shop")
        .healthCheckCustomConfig(health)
        .instances(List.of(instances))
        .build();
  }
}
