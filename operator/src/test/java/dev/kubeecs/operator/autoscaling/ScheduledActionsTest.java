package dev.kubeecs.operator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.applicationautoscaling.ScalableTargetAction;
import dev.kubeecs.resources.autoscaling.ScheduledActionSpec;
import dev.kubeecs.resources.autoscaling.ScheduledActionSpecBuilder;
import dev.kubeecs.resources.autoscaling.ScheduledActionStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schedules, followed from look to look. */
class ScheduledActionsTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  @Test
  void anActionIsCarriedOutOnceWhenItsTimeHasCome() {
    List<ScheduledActionSpec> actions = List.of(action("a", "at(2026-01-05T12:01:00)"));
    ScheduledActions first = ScheduledActions.follow(actions, null, NOON);
    assertThat(first.due()).isEmpty();
    assertThat(first.next()).contains(NOON.plusSeconds(60));

    ScheduledActions second =
        ScheduledActions.follow(actions, first.followed(), NOON.plusSeconds(60));
    assertThat(second.due()).isEqualTo(actions);
    assertThat(second.next()).isEmpty();
    assertThat(ScheduledActions.follow(actions, second.followed(), NOON.plusSeconds(61)).due())
        .isEmpty();
  }

  @Test
  void whatWasMissedIsMadeUpForOnce() {
    List<ScheduledActionSpec> actions =
        List.of(action("hourly", "cron(0 * * * ? *)"), action("daily", "cron(30 13 * * ? *)"));
    List<ScheduledActionStatus> before = ScheduledActions.follow(actions, null, NOON).followed();
    Instant later = NOON.plusSeconds(5 * 3600 + 60);
    ScheduledActions after = ScheduledActions.follow(actions, before, later);
    assertThat(after.due())
        .extracting(ScheduledActionSpec::scheduledActionName)
        .containsExactly("hourly", "daily");
    assertThat(after.next()).contains(Instant.parse("2026-01-05T18:00:00Z"));
  }

  @Test
  void anotherScheduleOfTheSameNameBeginsAnew() {
    List<ScheduledActionStatus> before =
        ScheduledActions.follow(List.of(action("a", "rate(1 hour)")), null, NOON.minusSeconds(3600))
            .followed();
    List<ScheduledActionSpec> changed = List.of(action("a", "cron(30 11 * * ? *)"));
    assertThat(ScheduledActions.follow(changed, before, NOON).due()).isEmpty();
  }

  @Test
  void nothingHappensBeforeTheStartOrAfterTheEnd() {
    ScheduledActionSpec action =
        action("a", "rate(10 minutes)")
            .with(a -> a.startTime(NOON.plusSeconds(30)).endTime(NOON.plusSeconds(1000)));
    ScheduledActions first = ScheduledActions.follow(List.of(action), null, NOON);
    assertThat(first.next()).contains(NOON.plusSeconds(30));
    ScheduledActions started =
        ScheduledActions.follow(List.of(action), first.followed(), NOON.plusSeconds(30));
    assertThat(started.due()).hasSize(1);
    assertThat(started.next()).contains(NOON.plusSeconds(630));
    ScheduledActions ended =
        ScheduledActions.follow(List.of(action), started.followed(), NOON.plusSeconds(630));
    assertThat(ended.due()).hasSize(1);
    assertThat(ended.next()).isEmpty();
  }

  @Test
  void aRateCountsFromWhenTheActionWasMade() {
    ScheduledActionSpec action =
        action("a", "rate(1 minute)").withCreationTime(NOON.minusSeconds(90));
    ScheduledActions first = ScheduledActions.follow(List.of(action), null, NOON);
    assertThat(first.due()).hasSize(1);
    assertThat(first.next()).contains(NOON.plusSeconds(30));
  }

  private static ScheduledActionSpec action(String name, String schedule) {
    return ScheduledActionSpecBuilder.builder()
        .scheduledActionName(name)
        .schedule(schedule)
        .scalableTargetAction(new ScalableTargetAction(1, 2))
        .build();
  }
}
