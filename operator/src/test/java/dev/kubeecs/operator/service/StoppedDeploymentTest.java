package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kubeecs.api.ecs.ContainerImage;
import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a service whose deployment somebody stops. */
class StoppedDeploymentTest {

  private final World world = World.ofService();

  @Test
  void aRollbackGoesBackToTheRevisionBefore() {
    String first = begin();
    String second = world.newest();
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    world.pass();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
    assertThat(world.service.getStatus().deployments())
        .extracting(Deployment::status, Deployment::rolloutState)
        .containsExactly(
            tuple("PRIMARY", DeploymentRolloutState.IN_PROGRESS),
            tuple("ACTIVE", DeploymentRolloutState.FAILED));
    world.settle();
    EcsServiceDeploymentStatus rolledBack = status(second);
    assertThat(rolledBack.status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(rolledBack.stoppedAt()).isBeforeOrEqualTo(rolledBack.finishedAt());
    assertThat(rolledBack.rollback().serviceRevisionArn())
        .endsWith("/" + first.substring(first.length() - 19));
    assertThat(world.workloads).containsOnlyKeys(first);
    EcsServiceStatus service = world.service.getStatus();
    assertThat(service.taskDefinition()).isEqualTo("hello:1");
    assertThat(service.runningCount()).isEqualTo(2);
    assertThat(service.rolledBackDeployment()).isEqualTo(second.substring(second.length() - 19));
    assertThat(service.deployments())
        .singleElement()
        .satisfies(
            primary -> {
              assertThat(primary.id()).endsWith(first.substring(first.length() - 19));
              assertThat(primary.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
            });
    assertThat(world.events())
        .filteredOn(event -> event.contains("rolling back to deployment"))
        .hasSize(1);
    assertThat(world.plan().actions()).as("it is left alone then").isEmpty();
  }

  @Test
  void aSourceWhoseTasksHaveAllGoneComesBack() {
    String first = begin();
    world.workloads.remove(first);
    world.tasks.remove(first);
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    world.settle();
    assertThat(world.workloads).containsOnlyKeys(first);
    assertThat(world.tasks.get(first)).hasSize(2);
  }

  @Test
  void fewerThanTheMinimumAreNeverLeftWhileItGoesBack() {
    world.change(spec -> spec.desiredCount(4));
    begin();
    world.start();
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    for (int i = 0; i < 20; i++) {
      world.pass();
      assertThat(world.tasks.values().stream().flatMap(List::stream).filter(ServiceTask::healthy))
          .hasSizeGreaterThanOrEqualTo(4);
      world.start();
    }
  }

  @Test
  void scaledAfterARollbackItStaysWithTheRevisionBefore() {
    String first = begin();
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    world.settle();
    world.change(spec -> spec.desiredCount(3));
    world.settle();
    assertThat(world.tasks.get(first)).hasSize(3);
    assertThat(world.revisions).hasSize(2);
  }

  @Test
  void theNextDeploymentAfterARollbackIsRolledOut() {
    begin();
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    world.settle();
    world.register(3);
    world.settle();
    assertThat(world.service.getStatus().deployments().getFirst().taskDefinition())
        .endsWith("hello:3");
    assertThat(world.service.getStatus().rolledBackDeployment()).isNull();
    assertThat(world.workloads).hasSize(1);
  }

  @Test
  void anOperatorThatStopsBetweenTwoWritesGoesOnGoingBack() {
    String first = begin();
    String second = world.newest();
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    List<Action> actions = world.plan().actions();
    for (int written = 0; written <= actions.size(); written++) {
      World interrupted = world.copy();
      actions.subList(0, written).forEach(interrupted::apply);
      interrupted.settle();
      assertThat(interrupted.workloads).containsOnlyKeys(first);
      assertThat(interrupted.rollouts.get(second).getStatus().status())
          .isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    }
  }

  @Test
  void theFirstDeploymentCannotGoBackAndGoesOnAsItIs() {
    world.pass();
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    world.settle();
    assertThat(status(world.newest()).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_FAILED);
    assertThat(world.tasks.get(world.newest())).hasSize(2);
  }

  @Test
  void anAbortLeavesBothRevisionsAndScalingIsTheNewOnes() {
    world.change(spec -> spec.desiredCount(4).deploymentConfiguration(percent(50, 100)));
    String first = begin();
    String second = world.newest();
    world.pass();
    world.pass();
    int kept = world.tasks.get(first).size();
    assertThat(kept).isBetween(1, 3);
    world.stopNewest(StopServiceDeploymentStopType.ABORT);
    world.settle();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(status(second).finishedAt()).isNotNull();
    assertThat(world.tasks.get(first)).hasSize(kept);
    assertThat(world.tasks.get(second)).hasSize(4 - kept);
    world.change(spec -> spec.desiredCount(6));
    world.settle();
    assertThat(world.tasks.get(first)).hasSize(kept);
    assertThat(world.tasks.get(second)).hasSize(6 - kept);
  }

  @Test
  void aStopThatComesTooLateChangesNothing() {
    begin();
    world.settle();
    String second = world.newest();
    world.stopNewest(StopServiceDeploymentStopType.ROLLBACK);
    assertThat(world.plan().actions()).isEmpty();
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void theImagesThatRunAreToldOnce() {
    world.settle();
    world.images =
        List.of(
            ContainerImage.builder()
                .containerName("web")
                .image("nginx")
                .imageDigest("sha256:1")
                .build());
    assertThat(world.kinds(world.pass().actions())).containsExactly("ReportRevision");
    assertThat(world.plan().actions()).isEmpty();
    assertThat(world.revisions.get(world.newest()).getStatus().containerImages())
        .isEqualTo(world.images);
  }

  /** A service that runs hello:1 and has just begun to roll out hello:2; the first's name. */
  private String begin() {
    world.settle();
    String first = world.newest();
    world.register(2);
    world.pass();
    return first;
  }

  private EcsServiceDeploymentStatus status(String revision) {
    return world.rollouts.get(revision).getStatus();
  }

  private static DeploymentConfiguration percent(int minimum, int maximum) {
    return DeploymentConfiguration.builder()
        .minimumHealthyPercent(minimum)
        .maximumPercent(maximum)
        .build();
  }
}
