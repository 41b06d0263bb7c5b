package dev.kubeecs.operator.task.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.task.lifecycle.Step.PodAction;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code web} depends on {@code proxy}, which depends on {@code db}; nothing on {@code log}. */
class StopOrderTest {

  private static final String DEFINITIONS =
      """
      - {name: db, image: a}
      - {name: proxy, image: b, dependsOn: [{containerName: db, condition: START}]}
      - {name: web, image: c, dependsOn: [{containerName: proxy, condition: START}]}
      - {name: log, image: d}
      """;
  private static final String UP = "state: {running: {startedAt: '2026-11-21T10:00:01Z'}}";
  private static final String DOWN =
      "state: {terminated: {exitCode: 0, startedAt: '2026-11-21T10:00:01Z', finishedAt:"
          + " '2026-11-21T10:00:02Z'}}";
  private static final String ENDED = "kube-ecs: stopped";

  @Test
  void thoseOnWhichNothingDependsEndFirst() {
    Step step = step(UP, "c", UP, "d", UP);
    assertThat(step.images()).isEqualTo(Map.of("web", ENDED, "log", ENDED));
    assertThat(step.pod()).isEqualTo(PodAction.NOTHING);
  }

  @Test
  void theOthersWaitAsLongAsThatTakes() {
    Step step = step(UP, ENDED, UP, ENDED, DOWN);
    assertThat(step.images()).isEmpty();
    assertThat(step.pod()).isEqualTo(PodAction.NOTHING);
  }

  @Test
  void thenThoseThatTheyDependedOn() {
    Step step = step(UP, ENDED, DOWN, ENDED, DOWN);
    assertThat(step.images()).isEqualTo(Map.of("proxy", ENDED));
  }

  @Test
  void theLastEndWithThePod() {
    Step step = step(DOWN, ENDED, DOWN, ENDED, DOWN);
    assertThat(step.images()).isEmpty();
    assertThat(step.pod()).isEqualTo(PodAction.STOP);
  }

  private static Step step(String proxy, String webImage, String web, String logImage, String log) {
    return Look.at(
            DEFINITIONS,
            """
            - {name: db, image: a}
            - {name: proxy, image: b}
            - {name: web, image: '%s'}
            - {name: log, image: '%s'}
            """
                .formatted(webImage, logImage),
            """
            - {name: db, image: a, %s}
            - {name: proxy, image: b, %s}
            - {name: web, image: c, %s}
            - {name: log, image: d, %s}
            """
                .formatted(UP, proxy, web, log))
        .ofTask(
            "spec: {taskDefinition: hello, desiredStatus: STOPPED}\nstatus: {lastStatus: STOPPING}")
        .step();
  }
}
