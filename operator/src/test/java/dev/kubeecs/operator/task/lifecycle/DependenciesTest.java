package dev.kubeecs.operator.task.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.operator.task.lifecycle.Step.PodAction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a container that waits for another. */
class DependenciesTest {

  private static final String PULLING = "state: {waiting: {reason: ContainerCreating}}";
  private static final String NOT_FOUND =
      "state: {waiting: {reason: ErrImagePull, message: 'image: not found'}}";
  private static final String RUNNING = "state: {running: {startedAt: '2026-11-21T10:00:01Z'}}";
  private static final String EXITED =
      "state: {terminated: {exitCode: %s, startedAt: '2026-11-21T10:00:01Z', finishedAt:"
          + " '2026-11-21T10:00:02Z'}}";
  private static final String HELD = "kube-ecs: waits for dependsOn";

  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "START    | pulling   | waits",
        "START    | running   | starts",
        "START    | exit 1    | starts",
        "START    | not found | starts",
        "HEALTHY  | pulling   | waits",
        "HEALTHY  | running   | waits",
        "HEALTHY  | healthy   | starts",
        "HEALTHY  | exit 0    | failed to resolve container ordering dependency [db] for target [web]",
        "COMPLETE | running   | waits",
        "COMPLETE | exit 0    | starts",
        "COMPLETE | exit 3    | starts",
        "COMPLETE | not found | failed to resolve container ordering dependency [db] for target [web]",
        "SUCCESS  | running   | waits",
        "SUCCESS  | exit 0    | starts",
        "SUCCESS  | exit 3    | failed to resolve container ordering dependency [db] for target [web] as dependency did not exit successfully.",
        "SUCCESS  | not found | failed to resolve container ordering dependency [db] for target [web] as dependency did not exit successfully.",
      })
  void dependsOnTheCondition(String condition, String dependency, String outcome) {
    Step step = look(condition, dependency, "").step();

    switch (outcome) {
      case "waits" -> assertThat(step.images()).isEmpty();
      case "starts" -> assertThat(step.images()).isEqualTo(Map.of("web", "nginx:1.27"));
      default -> {
        Container web = step.status().containers().get(1);
        assertThat(web.lastStatus()).isEqualTo("STOPPED");
        assertThat(web.exitCode()).isEqualTo(143);
        assertThat(web.reason())
            .isEqualTo("CannotStartContainerError: dependency graph: " + outcome);
        assertThat(step.images()).isEmpty();
        assertThat(step.pod()).isEqualTo(PodAction.STOP);
        assertThat(step.status().stopCode()).isEqualTo(TaskStopCode.TASKFAILEDTOSTART);
      }
    }
  }

  @Test
  void aDependencyThatTakesLongerThanItsStartTimeoutIsGivenUp() {
    Step step = look("HEALTHY", "running", "startTimeout: 9, ").step();
    assertThat(step.status().containers().get(1).reason())
        .isEqualTo(
            "CannotStartContainerError: dependency graph: container ordering dependency [db] for"
                + " target [web] has timed out.");
  }

  @Test
  void theStartTimeoutIsLookedAtInTime() {
    Step step = look("SUCCESS", "running", "startTimeout: 30, ").step();
    assertThat(step.images()).isEmpty();
    assertThat(step.lookAgain().orElseThrow()).hasMillis(21_001L);
  }

  @Test
  void whoHasGivenUpDoesNotStartLater() {
    String before =
        """
        status:
          lastStatus: PENDING
          containers:
            - {name: db, lastStatus: RUNNING}
            - {name: web, lastStatus: STOPPED, exitCode: 143, reason: 'CannotStartContainerError: dependency graph: container ordering dependency [db] for target [web] has timed out.'}
        """;
    Step step = look("HEALTHY", "healthy", "").ofTask(before).step();
    assertThat(step.images()).isEmpty();
    assertThat(step.status().containers().get(1).exitCode()).isEqualTo(143);
  }

  @Test
  void aContainerThatIsNotEssentialMayGiveUpWhileTheTaskGoesOn() {
    Step step =
        Look.at(
                """
                - {name: job, image: a, essential: false}
                - {name: after, image: b, essential: false, dependsOn: [{containerName: job, condition: SUCCESS}]}
                - {name: main, image: c}
                """,
                """
                - {name: job, image: a}
                - {name: after, image: 'kube-ecs: waits for dependsOn'}
                - {name: main, image: c}
                """,
                "- {name: job, image: a, %s}\n- %s\n- {name: main, image: c, %s}"
                    .formatted(EXITED.formatted(1), held("after", HELD), RUNNING))
            .step();
    assertThat(step.pod()).isEqualTo(PodAction.NOTHING);
    assertThat(step.status().lastStatus().name()).isEqualTo("RUNNING");
    assertThat(step.status().containers())
        .extracting(Container::lastStatus)
        .containsExactly("STOPPED", "STOPPED", "RUNNING");
  }

  @Test
  void whatTheKubeletSaidOfTheImageBeforeIsNoFailure() {
    Step step =
        Look.at(
                definitions("START", ""),
                "- {name: db, image: a}\n- {name: web, image: nginx}",
                "- {name: db, image: a, %s}\n- %s".formatted(RUNNING, held("web", "nginx")))
            .step();
    assertThat(step.pod()).isEqualTo(PodAction.NOTHING);
    assertThat(step.status().containers().get(1).reason()).isNull();
    assertThat(step.status().lastStatus().name()).isEqualTo("PENDING");
  }

  private static Look look(String condition, String dependency, String more) {
    return Look.at(
        definitions(condition, more),
        "- {name: db, image: a}\n- {name: web, image: 'kube-ecs: waits for dependsOn'}",
        "- {name: db, image: a, ready: %s, %s}\n- %s"
            .formatted(dependency.equals("healthy"), state(dependency), held("web", HELD)));
  }

  /** As the kubelet tells of a container that waits, or has waited until a moment ago. */
  private static String held(String name, String image) {
    return "{name: %s, image: '%s', state: {waiting: {reason: InvalidImageName, message: 'of %s'}}}"
        .formatted(name, image, HELD);
  }

  private static String definitions(String condition, String more) {
    return """
    - {name: db, image: a, essential: false, %shealthCheck: {command: [CMD, check], startPeriod: 300}}
    - {name: web, image: 'nginx:1.27', dependsOn: [{containerName: db, condition: %s}]}
    """
        .formatted(more, condition);
  }

  private static String state(String dependency) {
    return switch (dependency) {
      case "pulling" -> PULLING;
      case "not found" -> NOT_FOUND;
      case "running", "healthy" -> RUNNING;
      default -> EXITED.formatted(dependency.substring("exit ".length()));
    };
  }
}
