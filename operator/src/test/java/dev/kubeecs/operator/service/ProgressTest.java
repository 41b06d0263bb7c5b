package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.EcsServiceStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final Instant TOLD = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SOON = TOLD.plusMillis(300);

  @Test
  void countsOnTheWayAreToldOnceASecond() {
    assertThat(Progress.mayWait(status(30, 2), status(30, 9), SOON))
        .contains(Duration.ofMillis(700));
    assertThat(Progress.mayWait(status(30, 2), status(30, 9), TOLD.plusSeconds(1))).isEmpty();
  }

  @Test
  void thatTheLastOneRunsIsToldAtOnce() {
    assertThat(Progress.mayWait(status(30, 29), status(30, 30), SOON)).isEmpty();
  }

  @Test
  void whatIsNoCountIsToldAtOnce() {
    assertThat(Progress.mayWait(null, status(30, 2), SOON)).isEmpty();
    assertThat(Progress.mayWait(status(2, 2), status(30, 2), SOON)).isEmpty();
    EcsServiceStatus other = status(30, 3).with(s -> s.taskDefinition("hello:2"));
    assertThat(Progress.mayWait(status(30, 2), other, SOON)).isEmpty();
  }

  private static EcsServiceStatus status(int desired, int running) {
    return EcsServiceStatusBuilder.builder()
        .desiredCount(desired)
        .runningCount(running)
        .pendingCount(desired - running)
        .deployments(
            List.of(
                Deployment.builder()
                    .id("ecs-svc/1")
                    .desiredCount(desired)
                    .runningCount(running)
                    .pendingCount(desired - running)
                    .updatedAt(TOLD)
                    .build()))
        .build();
  }
}
