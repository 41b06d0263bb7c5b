package dev.kubeecs.gateway.ecs.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.ecs.DeploymentAlarms;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Calls;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AlarmSourceTest {

  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> PROMETHEUS = Optional.of("http://prometheus:9090");

  @Test
  void alarmsNeedSomebodyWhoTellsOfThem() {
    assertThatThrownBy(() -> check(NONE, true))
        .hasMessageContaining("deploymentConfiguration.alarms")
        .hasMessageContaining("kube-ecs.alarms.prometheus");
    assertThatCode(() -> check(PROMETHEUS, true)).doesNotThrowAnyException();
  }

  @Test
  void alarmsOfCloudWatchNeedNoPrometheus() {
    assertThatCode(() -> check(NONE, true, "Errors"::equals)).doesNotThrowAnyException();
  }

  @Test
  void alarmsThatAreNotWatchedNeedNobody() {
    assertThatCode(() -> check(NONE, false)).doesNotThrowAnyException();
  }

  private static void check(Optional<String> prometheus, boolean enable) {
    check(prometheus, enable, name -> false);
  }

  private static void check(
      Optional<String> prometheus, boolean enable, Predicate<String> isMetricAlarm) {
    AlarmSource.check(
        new Call(
            "id", Calls.ECS.model().operation("CreateService").orElseThrow(), null, "demo", ""),
        spec(enable),
        prometheus,
        isMetricAlarm);
  }

  private static EcsServiceSpec spec(boolean enable) {
    return EcsServiceSpecBuilder.builder()
        .deploymentConfiguration(
            DeploymentConfiguration.builder()
                .alarms(
                    DeploymentAlarms.builder()
                        .alarmNames(List.of("Errors"))
                        .enable(enable)
                        .rollback(true)
                        .build())
                .build())
        .build();
  }
}
