package dev.kubeecs.operator.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of MetricAlarms and alerts of a Prometheus each tells its own. */
class KnownAlarmsTest {

  private static final List<String> WATCHED = List.of("Errors", "Latency");

  @Test
  void anAlarmIsNotTheAlertOfItsName() {
    AlarmStates alerts = new AlarmStates.Known(Set.of("Errors", "Latency", "Another"));
    assertThat(new KnownAlarms(Map.of("Errors", false), alerts).inAlarm(WATCHED))
        .contains(Set.of("Latency"));
    assertThat(new KnownAlarms(Map.of("Errors", true), alerts).inAlarm(WATCHED))
        .contains(Set.of("Errors", "Latency"));
  }

  @Test
  void aPrometheusThatIsSilentMattersToItsAlertsOnly() {
    AlarmStates silent = new AlarmStates.NotAnswered();
    assertThat(new KnownAlarms(Map.of("Errors", true), silent).inAlarm(WATCHED)).isEmpty();
    assertThat(new KnownAlarms(Map.of("Errors", true, "Latency", false), silent).inAlarm(WATCHED))
        .contains(Set.of("Errors"));
  }

  @Test
  void withoutAPrometheusNobodyTellsOfOtherNames() {
    assertThat(KnownAlarms.NONE.untold(WATCHED)).isEqualTo(WATCHED);
    assertThat(new KnownAlarms(Map.of("Errors", true), new AlarmStates.NoSource()).untold(WATCHED))
        .containsExactly("Latency");
    assertThat(new KnownAlarms(Map.of(), new AlarmStates.NotAnswered()).untold(WATCHED)).isEmpty();
  }
}
