package dev.kubeecs.operator.task.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.operator.task.lifecycle.Step.PodAction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container that is started again after a minute, unless it exits with 3. */
class RestartPoliciesTest {

  private static final String UP = "state: {running: {startedAt: '2026-11-21T10:00:01Z'}}";
  private static final String EXIT =
      "terminated: {exitCode: %d, startedAt: '2026-11-21T09:58:00Z', finishedAt:"
          + " '2026-11-21T09:%s:00Z'}";
  private static final String AFTER_A_MINUTE = "59";
  private static final String AT_ONCE = "58";

  @ParameterizedTest(name = "exit {0} after {1}")
  @CsvSource({"1, 59, RUNNING", "0, 59, RUNNING", "3, 59, STOPPED", "1, 58, STOPPED"})
  void isStartedAgainWhereTheRulesSaySo(int exitCode, String finished, String status) {
    Step step = step("state: {%s}".formatted(EXIT.formatted(exitCode, finished)), "");
    assertThat(job(step).lastStatus()).isEqualTo(status);
    assertThat(job(step).exitCode()).isEqualTo(status.equals("STOPPED") ? exitCode : null);
    assertThat(step.pod()).as("it is not essential").isEqualTo(PodAction.NOTHING);
  }

  @Test
  void anIgnoredExitCodeIsOneForTheKubeletToo() {
    Step step = step("state: {%s}".formatted(EXIT.formatted(3, AFTER_A_MINUTE)), "");
    assertThat(step.images()).isEmpty();
  }

  @Test
  void whoRanTooShortIsKeptDown() {
    Step step = step(UP + ", lastState: {%s}".formatted(EXIT.formatted(1, AT_ONCE)), "");
    assertThat(step.images()).isEqualTo(Map.of("job", "kube-ecs: stopped"));
    assertThat(job(step).exitCode()).isEqualTo(1);
  }

  @Test
  void theExitCodeIsThatOfTheLastRunThatCounts() {
    Step step =
        step(
            "state: {%s}".formatted(EXIT.formatted(137, AT_ONCE)),
            "containers: [{name: main, lastStatus: RUNNING}, {name: job, lastStatus: STOPPED,"
                + " exitCode: 1}]");
    assertThat(job(step).exitCode()).isEqualTo(1);
  }

  @Test
  void whoRunsAgainIsRunning() {
    Step step = step(UP + ", lastState: {%s}".formatted(EXIT.formatted(1, AFTER_A_MINUTE)), "");
    assertThat(job(step).lastStatus()).isEqualTo("RUNNING");
    assertThat(step.images()).isEmpty();
  }

  @Test
  void whoRunsAgainWhileTheTaskStopsHasNotEndedYet() {
    Look running =
        look(
            UP + ", lastState: {%s}".formatted(EXIT.formatted(1, AFTER_A_MINUTE)),
            "desiredStatus: STOPPED\n");
    assertThat(job(running.whosePodEnds().step()).exitCode()).isNull();
    Look down = look("state: {%s}".formatted(EXIT.formatted(137, AFTER_A_MINUTE)), "");
    assertThat(job(down.whosePodEnds().step()).exitCode()).isEqualTo(137);
  }

  @Test
  void whoIsBackingOffIsAboutToRun() {
    Step step =
        step(
            "state: {waiting: {reason: CrashLoopBackOff}}, lastState: {%s}"
                .formatted(EXIT.formatted(1, AFTER_A_MINUTE)),
            "");
    assertThat(job(step).lastStatus()).isEqualTo("RUNNING");
  }

  private static Container job(Step step) {
    return step.status().containers().get(1);
  }

  private static Step step(String job, String before) {
    return look(job, before).step();
  }

  private static Look look(String job, String before) {
    return Look.at(
            """
            - {name: main, image: a}
            - {name: job, image: b, essential: false, restartPolicy: {enabled: true, ignoredExitCodes: [3], restartAttemptPeriod: 60}}
            """,
            "- {name: main, image: a}\n- {name: job, image: b}",
            "- {name: main, image: a, %s}\n- {name: job, image: b, restartCount: 1, %s}"
                .formatted(UP, job))
        .ofTask("status:\n  lastStatus: RUNNING\n" + before.indent(2));
  }
}
