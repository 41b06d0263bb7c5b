package dev.kubeecs.operator.service.deployment;

import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.DISABLED;
import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.MONITORING;
import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ServiceDeploymentAlarms;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmWatchTest {

  private static final List<String> NAMES = List.of("Errors", "Latency");

  @Test
  void anAlarmDuringTheDeploymentTriggers() {
    ServiceDeploymentAlarms began = next(null, "Another");
    assertThat(began.status()).isEqualTo(MONITORING);
    assertThat(began.alarmNames()).isEqualTo(NAMES);
    ServiceDeploymentAlarms triggered = next(began, "Another", "Latency");
    assertThat(triggered.status()).isEqualTo(TRIGGERED);
    assertThat(triggered.alarmNames()).isEqualTo(NAMES);
    assertThat(triggered.triggeredAlarmNames()).containsExactly("Latency");
  }

  @Test
  void oneThatWasInAlarmAtTheBeginningIsAReasonToLookAtNone() {
    ServiceDeploymentAlarms began = next(null, "Errors");
    assertThat(began.status()).isEqualTo(DISABLED);
    assertThat(AlarmWatch.isIgnored(began)).isTrue();
    assertThat(next(began)).isEqualTo(began);
    assertThat(next(began, "Latency")).isEqualTo(began);
  }

  @Test
  void nothingIsWatchedUntilSomebodyKnows() {
    ServiceDeploymentAlarms unknown = AlarmWatch.next(NAMES, null, Optional.empty());
    assertThat(unknown.status()).isEqualTo(DISABLED);
    assertThat(AlarmWatch.isIgnored(unknown)).isFalse();
    assertThat(next(unknown).status()).isEqualTo(MONITORING);
    assertThat(AlarmWatch.isIgnored(next(unknown, "Errors"))).isTrue();
  }

  @Test
  void aWatchGoesOnWhileNobodyKnows() {
    ServiceDeploymentAlarms watching = next(null);
    assertThat(AlarmWatch.next(NAMES, watching, Optional.empty())).isEqualTo(watching);
  }

  @Test
  void whoeverAsksForNoneHasNone() {
    ServiceDeploymentAlarms off = AlarmWatch.next(List.of(), null, Optional.of(Set.of("Errors")));
    assertThat(off.status()).isEqualTo(DISABLED);
    assertThat(next(off).status()).as("asked for since").isEqualTo(MONITORING);
  }

  private static ServiceDeploymentAlarms next(ServiceDeploymentAlarms before, String... inAlarm) {
    return AlarmWatch.next(NAMES, before, Optional.of(Set.of(inAlarm)));
  }
}
