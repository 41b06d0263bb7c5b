package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.ServiceRevisionSummary;
import dev.kubeecs.operator.service.deployment.EndedTask.Cause;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a service whose deployment the circuit breaker gives up. */
class FailedDeploymentTest {

  private final World world = World.ofService();

  @Test
  void itGoesBackToTheLastCompletedDeployment() {
    String good = roll(1, true);
    world.register(2);
    world.pass();
    String bad = world.newest();
    failUntilTripped(bad);
    EcsServiceDeploymentStatus tripped = status(bad);
    assertThat(tripped.status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_REQUESTED);
    assertThat(tripped.deploymentCircuitBreaker().status())
        .isEqualTo(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED);
    assertThat(tripped.deploymentCircuitBreaker().failureCount()).isEqualTo(3);
    assertThat(tripped.deploymentCircuitBreaker().threshold()).isEqualTo(3);
    assertThat(tripped.statusReason())
        .isEqualTo(
            "Service deployment rolled back because the circuit breaker threshold was exceeded.");
    assertThat(world.service.getStatus().deployments())
        .extracting(Deployment::status, Deployment::rolloutState, Deployment::rolloutStateReason)
        .containsExactly(
            tuple(
                "PRIMARY",
                DeploymentRolloutState.IN_PROGRESS,
                "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/"
                    + digits(good)
                    + "."),
            tuple(
                "ACTIVE",
                DeploymentRolloutState.FAILED,
                "ECS deployment circuit breaker: tasks failed to start."));
    world.pass();
    assertThat(status(bad).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
    assertThat(status(bad).rollback().serviceRevisionArn()).endsWith("/" + digits(good));
    world.settle();
    EcsServiceDeploymentStatus rolledBack = status(bad);
    assertThat(rolledBack.status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(rolledBack.rollback().reason()).isEqualTo(rolledBack.statusReason());
    assertThat(rolledBack.sourceServiceRevisions())
        .extracting(ServiceRevisionSummary::arn)
        .containsExactly(rolledBack.rollback().serviceRevisionArn());
    assertThat(rolledBack.stoppedAt()).isNull();
    assertThat(rolledBack.finishedAt()).isNotNull();
    assertThat(world.workloads).containsOnlyKeys(good);
    assertThat(world.service.getStatus().deployments())
        .singleElement()
        .satisfies(
            primary ->
                assertThat(primary.rolloutStateReason())
                    .isEqualTo("ECS deployment ecs-svc/" + digits(good) + " completed."));
    assertThat(world.events())
        .containsSubsequence(
            "(service hello) (deployment ecs-svc/"
                + digits(bad)
                + ") deployment failed: tasks failed to start.",
            "(service hello) rolling back to deployment ecs-svc/" + digits(good) + ".",
            "(service hello) (deployment ecs-svc/" + digits(good) + ") deployment completed.",
            "(service hello) has reached a steady state.")
        .filteredOn(event -> event.contains("failed") || event.contains("rolling back"))
        .hasSize(2);
    assertThat(world.plan().actions()).as("it is left alone then").isEmpty();
  }

  @Test
  void aDeploymentThatNeverCompletedIsNoCandidate() {
    String good = roll(1, true);
    world.register(2);
    world.pass();
    world.register(3);
    world.pass();
    failUntilTripped(world.newest());
    world.settle();
    assertThat(world.workloads).containsOnlyKeys(good);
  }

  @Test
  void withoutACandidateItStartsNoMoreTasks() {
    breaker(true);
    world.pass();
    String first = world.newest();
    failUntilTripped(first);
    assertThat(status(first).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_FAILED);
    assertThat(status(first).statusReason())
        .isEqualTo("No rollback candidate was found to run the rollback.");
    world.settle();
    assertThat(world.tasks.get(first)).isEmpty();
    assertThat(world.service.getStatus().deployments())
        .singleElement()
        .satisfies(d -> assertThat(d.rolloutState()).isEqualTo(DeploymentRolloutState.FAILED));
    world.change(spec -> spec.desiredCount(5));
    world.settle();
    assertThat(world.tasks.get(first)).isEmpty();
    world.register(2);
    world.settle();
    assertThat(world.tasks.get(world.newest())).as("the next may succeed").hasSize(5);
  }

  @Test
  void withoutRollbackItStopsAndTheOldTasksGoOn() {
    String good = roll(1, false);
    world.register(2);
    world.pass();
    String bad = world.newest();
    failUntilTripped(bad);
    world.settle();
    assertThat(status(bad).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(status(bad).stoppedAt()).isNotNull();
    assertThat(status(bad).rollback()).isNull();
    assertThat(world.tasks.get(good)).hasSize(2);
    assertThat(world.tasks.get(bad)).isEmpty();
    assertThat(world.events()).noneMatch(event -> event.contains("rolling back"));
  }

  @Test
  void tasksThatFailHealthChecksCount() {
    roll(1, true);
    world.register(2);
    world.pass();
    String bad = world.newest();
    for (int i = 0; i < 20 && !tripped(bad); i++) {
      world.start(bad);
      new ArrayList<>(world.tasks.get(bad)).forEach(t -> world.makeUnhealthy(t.id()));
      world.now = world.now.plusSeconds(30);
      world.pass();
    }
    assertThat(tripped(bad)).isTrue();
    assertThat(world.events()).anyMatch(e -> e.endsWith(") failed container health checks."));
  }

  @Test
  void aCompletedDeploymentIsNotWatchedAnyMore() {
    String good = roll(1, true);
    assertThat(status(good).deploymentCircuitBreaker().status())
        .isEqualTo(ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE);
    for (int i = 0; i < 10; i++) {
      fail(good);
    }
    assertThat(status(good).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void anOperatorThatStopsBetweenTwoWritesGoesOnGoingBack() {
    String good = roll(1, true);
    world.register(2);
    world.pass();
    String bad = world.newest();
    while (!trips()) {
      fail(bad);
    }
    List<Action> actions = world.plan().actions();
    for (int written = 0; written <= actions.size(); written++) {
      World interrupted = world.copy();
      actions.subList(0, written).forEach(interrupted::apply);
      interrupted.settle();
      assertThat(interrupted.workloads).containsOnlyKeys(good);
      assertThat(interrupted.rollouts.get(bad).getStatus().status())
          .isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
      assertThat(interrupted.events())
          .filteredOn(event -> event.contains("rolling back") || event.contains("failed"))
          .hasSize(2);
    }
  }

  @Test
  void theNextDeploymentAfterARollbackIsRolledOut() {
    roll(1, true);
    world.register(2);
    world.pass();
    failUntilTripped(world.newest());
    world.settle();
    world.register(3);
    world.settle();
    assertThat(world.service.getStatus().deployments().getFirst().taskDefinition())
        .endsWith("hello:3");
    assertThat(status(world.newest()).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  /** Rolls out a revision that works; its name. */
  private String roll(int number, boolean rollback) {
    breaker(rollback);
    world.register(number);
    world.settle();
    return world.newest();
  }

  private void breaker(boolean rollback) {
    world.change(
        spec ->
            spec.deploymentConfiguration(
                DeploymentConfiguration.builder()
                    .deploymentCircuitBreaker(
                        DeploymentCircuitBreaker.builder().enable(true).rollback(rollback).build())
                    .build()));
  }

  private void failUntilTripped(String revision) {
    for (int i = 0; i < 50 && !tripped(revision); i++) {
      fail(revision);
    }
    assertThat(tripped(revision)).isTrue();
  }

  /** One task of the revision never reaches RUNNING; time passes until the next may start. */
  private void fail(String revision) {
    world.tasks.getOrDefault(revision, List.of()).stream()
        .findFirst()
        .map(ServiceTask::id)
        .ifPresent(id -> world.end(id, Cause.ITSELF));
    world.pass();
    world.now = world.now.plusSeconds(60);
    if (!tripped(revision)) {
      world.pass();
    }
  }

  private boolean trips() {
    World next = world.copy();
    String newest = next.newest();
    next.tasks.get(newest).stream()
        .findFirst()
        .ifPresent(task -> next.end(task.id(), Cause.ITSELF));
    next.pass();
    boolean trips =
        next.rollouts.get(newest).getStatus().status()
            == ServiceDeploymentStatus.ROLLBACK_REQUESTED;
    if (trips) {
      world.end(world.tasks.get(newest).getFirst().id(), Cause.ITSELF);
    }
    return trips;
  }

  private boolean tripped(String revision) {
    return status(revision) != null
        && status(revision).deploymentCircuitBreaker() != null
        && status(revision).deploymentCircuitBreaker().status()
            == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
  }

  private EcsServiceDeploymentStatus status(String revision) {
    return world.rollouts.get(revision).getStatus();
  }

  private static String digits(String name) {
    return name.substring(name.length() - 19);
  }
}
