package dev.kubeecs.gateway.servicediscovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.api.servicediscovery.HealthStatusFilter;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which instances DiscoverInstances answers. */
class InstancesTest {

  private static final RegisteredInstance BLUE =
      new RegisteredInstance("blue", Map.of("color", "blue"), HealthStatus.HEALTHY, null);
  private static final RegisteredInstance GREEN =
      new RegisteredInstance("green", Map.of("color", "green"), HealthStatus.UNHEALTHY, null);
  private static final RegisteredInstance UNKNOWN =
      new RegisteredInstance("unknown", Map.of(), HealthStatus.UNKNOWN, null);

  @Test
  void healthyOnesUnlessOthersAreAskedFor() {
    assertThat(found(null, BLUE, GREEN)).containsExactly(BLUE);
    assertThat(found(HealthStatusFilter.UNHEALTHY, BLUE, GREEN)).containsExactly(GREEN);
    assertThat(found(HealthStatusFilter.ALL, BLUE, GREEN)).containsExactly(BLUE, GREEN);
  }

  @Test
  void allIfNoneIsHealthyAndThatWasAskedFor() {
    assertThat(found(HealthStatusFilter.HEALTHY_OR_ELSE_ALL, BLUE, GREEN)).containsExactly(BLUE);
    assertThat(found(HealthStatusFilter.HEALTHY_OR_ELSE_ALL, GREEN)).containsExactly(GREEN);
    assertThat(found(HealthStatusFilter.HEALTHY, GREEN)).isEmpty();
  }

  @Test
  void aFilterIsIgnoredWhereNobodyTellsOfHealth() {
    assertThat(found(HealthStatusFilter.HEALTHY, UNKNOWN)).containsExactly(UNKNOWN);
    assertThat(found(HealthStatusFilter.UNHEALTHY, UNKNOWN)).containsExactly(UNKNOWN);
  }

  @Test
  void attributesAreRequiredOrPreferred() {
    List<RegisteredInstance> all = List.of(BLUE, UNKNOWN);
    assertThat(Instances.discovered(all, Map.of("color", "red"), null, null)).isEmpty();
    assertThat(Instances.discovered(all, null, Map.of("color", "blue"), null))
        .containsExactly(BLUE);
    assertThat(Instances.discovered(all, null, Map.of("color", "red"), null))
        .containsExactly(BLUE, UNKNOWN);
  }

  private static List<RegisteredInstance> found(
      HealthStatusFilter filter, RegisteredInstance... instances) {
    return Instances.discovered(List.of(instances), null, null, filter);
  }
}
