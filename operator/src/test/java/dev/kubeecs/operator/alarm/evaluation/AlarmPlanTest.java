package dev.kubeecs.operator.alarm.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.cloudwatch.ComparisonOperator;
import dev.kubeecs.api.cloudwatch.StateValue;
import dev.kubeecs.api.cloudwatch.Statistic;
import dev.kubeecs.operator.autoscaling.metric.Datapoint;
import dev.kubeecs.operator.autoscaling.metric.Datapoints;
import dev.kubeecs.operator.autoscaling.metric.Metrics.Measured;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpecBuilder;
import dev.kubeecs.resources.alarm.MetricAlarmStatus;
import dev.kubeecs.resources.alarm.StateSetting;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of an alarm on more than 70 percent in two periods of a minute. */
class AlarmPlanTest {

  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

  @Test
  void anAlarmBeginsWithoutDataAndGoesOverTheThreshold() {
    MetricAlarm alarm = alarm(List.of());
    MetricAlarmStatus begun = plan(alarm, NOW, 90).status();
    assertThat(begun.stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
    assertThat(begun.stateReason()).isEqualTo("Unchecked: Initial alarm creation");
    assertThat(begun.alarmArn()).isEqualTo("arn:aws:cloudwatch:us-east-1:000000000000:alarm:busy");

    AlarmPlan plan = plan(alarm, NOW.plusSeconds(60), 90, 91.5);
    assertThat(plan.status().stateValue()).isEqualTo(StateValue.ALARM);
    assertThat(plan.status().stateReason())
        .isEqualTo(
            "Threshold Crossed: 2 out of the last 2 datapoints [90.0, 91.5] were greater than the"
                + " threshold (70.0) (minimum 2 datapoints for OK -> ALARM transition).");
    assertThat(plan.status().stateReasonData())
        .isEqualTo(
            "{\"version\":\"1.0\",\"queryDate\":\"2026-01-05T12:01:00Z\",\"statistic\":\"Average\","
                + "\"period\":60,\"recentDatapoints\":[90.0,91.5],\"threshold\":70.0}");
    assertThat(plan.status().stateUpdatedTimestamp()).isEqualTo(NOW.plusSeconds(60));
    assertThat(plan.lookAgainAt()).contains(NOW.plusSeconds(120));

    MetricAlarmStatus over = plan(alarm, NOW.plusSeconds(120), 90, 91.5, 20).status();
    assertThat(over.stateValue()).isEqualTo(StateValue.OK);
    assertThat(over.stateReason())
        .isEqualTo(
            "Threshold Crossed: 1 out of the last 2 datapoints [91.5, 20.0] was not greater than the"
                + " threshold (70.0) (minimum 1 datapoint for ALARM -> OK transition).");
  }

  @Test
  void whileAStateHasActionsEachEvaluationIsTold() {
    MetricAlarm silent = alarm(List.of());
    MetricAlarmStatus first = plan(silent, NOW, 90, 91).status();
    assertThat(plan(silent, NOW.plusSeconds(60), 90, 91, 92).status()).isEqualTo(first);

    MetricAlarm acting = alarm(List.of("resource/ecs/service/demo/hello:policyName/grow"));
    plan(acting, NOW, 90, 91);
    MetricAlarmStatus again = plan(acting, NOW.plusSeconds(60), 90, 91, 92).status();
    assertThat(again.evaluatedAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(again.recentDatapoints()).containsExactly(91.0, 92.0);
    assertThat(again.stateUpdatedTimestamp()).isEqualTo(NOW);

    acting.setSpec(acting.getSpec().withActionsEnabled(false));
    assertThat(plan(acting, NOW.plusSeconds(120), 90, 91, 92, 93).status()).isEqualTo(again);
  }

  @Test
  void aStateThatIsSetHoldsUntilTheNextDatapoint() {
    MetricAlarm alarm = alarm(List.of());
    plan(alarm, NOW, 10, 10);
    String data = "{\"recentDatapoints\":[95],\"threshold\":70}";
    alarm.setSpec(
        alarm
            .getSpec()
            .withSetState(new StateSetting(StateValue.ALARM, "a test", data, NOW.plusSeconds(10))));
    MetricAlarmStatus set = plan(alarm, NOW, NOW.plusSeconds(11), 10, 10).status();
    assertThat(set.stateValue()).isEqualTo(StateValue.ALARM);
    assertThat(set.stateReason()).isEqualTo("a test");
    assertThat(set.stateReasonData()).isEqualTo(data);
    assertThat(set.recentDatapoints()).containsExactly(95.0);
    assertThat(set.evaluatedAt()).isEqualTo(NOW.plusSeconds(11));
    assertThat(plan(alarm, NOW, NOW.plusSeconds(30), 10, 10).status()).isEqualTo(set);
    assertThat(plan(alarm, NOW.plusSeconds(60), 10, 10, 10).status().stateValue())
        .isEqualTo(StateValue.OK);
  }

  @Test
  void whatCannotBeEvaluatedIsTold() {
    MetricAlarm alarm = alarm(List.of());
    AlarmPlan plan =
        AlarmPlan.of(
            new WatchedMetric(
                alarm,
                Account.DEFAULT,
                Optional.of(new Problem(Reason.Invalid, "statistic: wrong")),
                Optional.empty(),
                NOW));
    assertThat(plan.status().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
    assertThat(plan.status().condition("Ready").orElseThrow().getMessage())
        .isEqualTo("statistic: wrong");
    assertThat(plan.lookAgainAt()).isEmpty();
  }

  private static AlarmPlan plan(MetricAlarm alarm, Instant now, double... values) {
    return plan(alarm, now, now, values);
  }

  /** Decides, and writes the status. */
  private static AlarmPlan plan(MetricAlarm alarm, Instant taken, Instant now, double... values) {
    Datapoints points = Datapoints.NONE;
    for (double value : values) {
      points = points.with(Optional.of(new Datapoint(value, 1)));
    }
    AlarmPlan plan =
        AlarmPlan.of(
            new WatchedMetric(
                alarm,
                Account.DEFAULT,
                Optional.empty(),
                Optional.of(new Measured(points, taken, taken.plusSeconds(60))),
                now));
    alarm.setStatus(plan.status());
    return plan;
  }

  private static MetricAlarm alarm(List<String> actions) {
    MetricAlarm alarm = new MetricAlarm();
    alarm.setMetadata(new ObjectMetaBuilder().withName("busy").withGeneration(1L).build());
    alarm.setSpec(
        MetricAlarmSpecBuilder.builder()
            .statistic(Statistic.AVERAGE)
            .period(60)
            .evaluationPeriods(2)
            .threshold(70.0)
            .comparisonOperator(ComparisonOperator.GREATERTHANTHRESHOLD)
            .alarmActions(actions)
            .build());
    return alarm;
  }
}
