package dev.kubeecs.operator.service.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.applicationautoscaling.ScalingActivityStatusCode;
import dev.kubeecs.api.ecs.ServiceEvent;
import dev.kubeecs.operator.service.KnownTask;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatusBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceEventsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final String ONE = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";
  private static final String GROUP =
      "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/0123456789abcdef";

  @Test
  void theWordsAreThoseOfEcs() {
    assertThat(
            List.of(
                    new Announcement.Started(List.of(ONE)),
                    new Announcement.Stopped(List.of(ONE, OTHER)),
                    new Announcement.Registered(2, GROUP),
                    new Announcement.Deregistered(1, GROUP),
                    new Announcement.Unhealthy(ONE, 80, GROUP, "Request timed out"),
                    new Announcement.DeploymentCompleted("1234567890123456789"),
                    new Announcement.SteadyState(),
                    new Announcement.StartImpaired(),
                    new Announcement.PlacementFailed(),
                    new Announcement.DeploymentBlocked())
                .stream()
                .map(announcement -> announcement.message("web")))
        .containsExactly(
            "(service web) has started 1 tasks: (task " + ONE + ").",
            "(service web) has stopped 2 running tasks: (task " + ONE + ") (task " + OTHER + ").",
            "(service web) registered 2 targets in (target-group " + GROUP + ")",
            "(service web) deregistered 1 targets in (target-group " + GROUP + ")",
            "(service web) (task "
                + ONE
                + ") (port 80) is unhealthy in (target-group "
                + GROUP
                + ") due to (reason Request timed out).",
            "(service web) (deployment ecs-svc/1234567890123456789) deployment completed.",
            "(service web) has reached a steady state.",
            "(service web) is unable to consistently start tasks successfully.",
            "(service web) was unable to place a task because no container instance met all of its"
                + " requirements.",
            "(service web) was unable to stop or start tasks during a deployment because of the"
                + " service deployment configuration. Update the minimumHealthyPercent or"
                + " maximumPercent value and try again.");
  }

  @Test
  void everyMessageHasAKindWithAReasonOfItsOwn() {
    assertThat(
            List.of(
                    new Announcement.AutoScaled("Successfully set it.", "it has started"),
                    new Announcement.Started(List.of(ONE)),
                    new Announcement.Deregistered(1, GROUP),
                    new Announcement.Registered(1, GROUP),
                    new Announcement.Unhealthy(ONE, 80, GROUP, "Request timed out"),
                    new Announcement.Stopped(List.of(ONE)),
                    new Announcement.DeploymentCompleted("1"),
                    new Announcement.DeploymentFailed(
                        "1234567890123456789", "tasks failed to start."),
                    new Announcement.FailedHealthChecks("a"),
                    new Announcement.RollingBack("1"),
                    new Announcement.SteadyState(),
                    new Announcement.StartImpaired(),
                    new Announcement.PlacementFailed(),
                    new Announcement.DeploymentBlocked())
                .stream()
                .map(announcement -> EventKind.of(announcement.message("web"))))
        .containsExactly(EventKind.values());
  }

  @Test
  void theNewestIsFirstAndAHundredAreKept() {
    List<ServiceEvent> events = List.of();
    for (int i = 0; i < 150; i++) {
      events =
          new ServiceEvents("web", events)
              .with(List.of(new Announcement.SteadyState()), NOW.plusSeconds(i));
    }
    assertThat(events).hasSize(100);
    assertThat(events.getFirst().createdAt()).isEqualTo(NOW.plusSeconds(149));
    assertThat(events).extracting(ServiceEvent::id).doesNotHaveDuplicates();
  }

  @Test
  void aTaskIsToldOnceWhenItStartsAndOnceWhenTheServiceStopsIt() {
    KnownTask started = new KnownTask(ONE, NOW, Optional.empty());
    ServiceEvents none = new ServiceEvents("web", null);
    assertThat(none.ofTasks(List.of(started)))
        .containsExactly(new Announcement.Started(List.of(ONE)));
    ServiceEvents told = new ServiceEvents("web", none.with(none.ofTasks(List.of(started)), NOW));
    assertThat(told.ofTasks(List.of(started))).isEmpty();
    KnownTask stopped = new KnownTask(ONE, NOW, Optional.of(NOW.plusSeconds(9)));
    assertThat(told.ofTasks(List.of(stopped)))
        .containsExactly(new Announcement.Stopped(List.of(ONE)));
  }

  @Test
  void aScalingActivityIsToldOnceItHasSucceeded() {
    ScalingActivityStatus scaled = scaled(NOW, ScalingActivityStatusCode.SUCCESSFUL);
    ServiceEvents none = new ServiceEvents("web", null);
    assertThat(none.ofScaling(List.of(scaled(NOW, ScalingActivityStatusCode.INPROGRESS))))
        .isEmpty();
    List<Announcement> news = none.ofScaling(List.of(scaled));
    assertThat(news).hasSize(1);
    ServiceEvents told = new ServiceEvents("web", none.with(news, NOW.plusSeconds(1)));
    assertThat(told.ofScaling(List.of(scaled))).isEmpty();
    // The same happens again: it has the same words.
    ScalingActivityStatus again = scaled(NOW.plusSeconds(60), ScalingActivityStatusCode.SUCCESSFUL);
    assertThat(told.ofScaling(List.of(again, scaled))).isEqualTo(news);
  }

  private static ScalingActivityStatus scaled(Instant endTime, ScalingActivityStatusCode code) {
    return ScalingActivityStatusBuilder.builder()
        .statusCode(code)
        .statusMessage("Successfully set desired count to 2.")
        .cause("minimum capacity was set to 2")
        .endTime(endTime)
        .build();
  }

  @Test
  void tenTasksAreToldAtOnce() {
    List<KnownTask> tasks =
        IntStream.range(0, 23)
            .mapToObj(i -> new KnownTask("%032x".formatted(i), NOW, Optional.empty()))
            .toList();
    assertThat(new ServiceEvents("web", null).ofTasks(tasks))
        .extracting(announcement -> ((Announcement.Started) announcement).taskIds().size())
        .containsExactly(10, 10, 3);
  }

  @Test
  void aTaskWhoseEventHasBeenDroppedIsNotToldAgain() {
    List<Announcement> many = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> many.add(new Announcement.SteadyState()));
    ServiceEvents full =
        new ServiceEvents("web", new ServiceEvents("web", null).with(many, NOW.plusSeconds(60)));
    assertThat(full.ofTasks(List.of(new KnownTask(ONE, NOW, Optional.empty())))).isEmpty();
    KnownTask stoppedNow = new KnownTask(ONE, NOW, Optional.of(NOW.plusSeconds(90)));
    assertThat(full.ofTasks(List.of(stoppedNow)))
        .containsExactly(new Announcement.Stopped(List.of(ONE)));
  }

  @Test
  void aTroubleIsToldAgainAfterASteadyStateOrSixHours() {
    Announcement trouble = new Announcement.StartImpaired();
    List<ServiceEvent> events = new ServiceEvents("web", null).with(List.of(trouble), NOW);
    ServiceEvents told = new ServiceEvents("web", events);
    assertThat(told.tells(trouble, NOW.plusSeconds(3600))).isTrue();
    assertThat(told.tells(trouble, NOW.plusSeconds(6 * 3600))).isFalse();
    assertThat(
            new ServiceEvents("web", told.with(List.of(new Announcement.SteadyState()), NOW))
                .tells(trouble, NOW.plusSeconds(1)))
        .isFalse();
  }
}
