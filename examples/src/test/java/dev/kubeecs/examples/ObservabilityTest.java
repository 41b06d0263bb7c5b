package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both programs tell how they are. */
@KubeEcsTest
class ObservabilityTest {

  private final KubeEcs kubeEcs;

  ObservabilityTest(KubeEcs kubeEcs) {
    this.kubeEcs = kubeEcs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health/started"})
  void healthIsUp(String path) {
    assertThat(kubeEcs.operator().status(path)).isEqualTo(200);
    assertThat(kubeEcs.gateway().status(path)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm_memory_used_bytes", "process_cpu_usage"})
  void metricsAreServed(String metric) {
    assertThat(kubeEcs.operator().get("/q/metrics")).contains(metric);
    assertThat(kubeEcs.gateway().get("/q/metrics")).contains(metric);
  }
}
