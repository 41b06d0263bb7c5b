package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.operator.service.Action.Scale;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.resources.service.EcsServiceSpec.DesiredServiceStatus;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec.DesiredRevisionStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServicePlanTest {

  private static final String ID = "1234567890123456789";

  private final World world = World.ofService();

  @Test
  void aNewServiceGetsARevisionADeploymentAndAWorkload() {
    ServicePlan plan = world.pass();
    assertThat(world.kinds(plan.actions()))
        .containsExactly("CreateRevision", "CreateRollout", "CreateWorkload", "ReportRollout");
    EcsServiceStatus status = world.service.getStatus();
    assertThat(status.status()).isEqualTo(ServiceState.ACTIVE);
    assertThat(status.serviceArn())
        .isEqualTo("arn:aws:ecs:us-east-1:000000000000:service/demo/hello");
    assertThat(status.desiredCount()).isEqualTo(2);
    assertThat(status.runningCount()).isZero();
    assertThat(status.selector()).isEqualTo("kube-ecs.dev/service=hello");
    assertThat(status.deployments())
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.id()).matches("ecs-svc/\\d{19}");
              assertThat(deployment.status()).isEqualTo("PRIMARY");
              assertThat(deployment.taskDefinition())
                  .isEqualTo("arn:aws:ecs:us-east-1:000000000000:task-definition/hello:1");
              assertThat(deployment.rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
              assertThat(deployment.rolloutStateReason())
                  .isEqualTo("ECS deployment " + deployment.id() + " in progress.");
            });
    assertThat(condition("Ready")).isEqualTo("True");
    assertThat(condition("Stable")).isEqualTo("False");
  }

  @Test
  void itIsSteadyOnceAllItsTasksAreHealthy() {
    world.settle();
    Deployment primary = primary();
    assertThat(primary.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    assertThat(primary.rolloutStateReason())
        .isEqualTo("ECS deployment " + primary.id() + " completed.");
    assertThat(primary.runningCount()).isEqualTo(2);
    assertThat(condition("Stable")).isEqualTo("True");
    assertThat(world.events())
        .containsExactly(
            "(service hello) has started 2 tasks: (task %032x) (task %032x).".formatted(1, 2),
            "(service hello) (deployment %s) deployment completed.".formatted(primary.id()),
            "(service hello) has reached a steady state.");
    assertThat(world.rollouts.get(world.newest()).getStatus().status())
        .isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void aSteadyServiceIsLeftAlone() {
    world.settle();
    ServicePlan plan = world.plan();
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.status()).isEqualTo(world.service.getStatus());
    assertThat(plan.lookAgainAt()).isEmpty();
  }

  @Test
  void theDeploymentThatTheSpecNamesIsTheOneThatIsMade() {
    world.change(spec -> spec.deploymentId(ID));
    world.settle();
    assertThat(primary().id()).isEqualTo("ecs-svc/" + ID);
    world.change(spec -> spec.deploymentId("9234567890123456789"));
    world.settle();
    assertThat(primary().id()).as("forced, with the same content").endsWith("9234567890123456789");
  }

  @Test
  void aNewRevisionOfTheFamilyIsRolledOut() {
    world.settle();
    String first = world.newest();
    world.register(2);
    ServicePlan plan = world.pass();
    assertThat(world.kinds(plan.actions()))
        .containsExactly("CreateRevision", "CreateRollout", "CreateWorkload", "ReportRollout");
    assertThat(world.service.getStatus().deployments())
        .extracting(Deployment::status)
        .containsExactly("PRIMARY", "ACTIVE");
    assertThat(condition("Stable")).isEqualTo("False");
    assertThat(world.workloads.get(first).replicas()).hasValue(2);
    world.settle();
    assertThat(primary().taskDefinition()).endsWith("hello:2");
    assertThat(world.service.getStatus().deployments()).hasSize(1);
    assertThat(world.workloads).as("the drained Deployment is removed").hasSize(1);
    assertThat(world.revisions).as("its revision is history").hasSize(2);
  }

  @Test
  void anUpdateInTheMiddleOfARolloutReplacesIt() {
    world.settle();
    world.register(2);
    world.pass();
    String second = world.newest();
    world.register(3);
    world.settle();
    assertThat(primary().taskDefinition()).endsWith("hello:3");
    assertThat(world.rollouts.get(second).getStatus().status())
        .isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(world.workloads).hasSize(1);
  }

  @Test
  void goingBackToAnOldContentIsANewRevision() {
    world.settle();
    world.register(2);
    world.settle();
    world.register(1);
    world.settle();
    assertThat(world.revisions).hasSize(3);
    assertThat(primary().taskDefinition()).endsWith("hello:1");
  }

  @Test
  void scalingMovesReplicasOnly() {
    world.settle();
    world.change(spec -> spec.desiredCount(4));
    assertThat(world.pass().actions()).singleElement().isEqualTo(new Scale(world.newest(), 2, 4));
    assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    assertThat(condition("Stable")).isEqualTo("False");
    world.settle();
    world.change(spec -> spec.desiredCount(1));
    world.settle();
    assertThat(world.service.getStatus().runningCount()).isEqualTo(1);
    assertThat(world.events())
        .anyMatch(e -> e.startsWith("(service hello) has stopped 3 running tasks: (task "));
  }

  @Test
  void everyTaskIsAnnouncedOnce() {
    world.change(spec -> spec.desiredCount(25));
    world.settle();
    world.register(2);
    world.settle();
    List<String> started =
        world.events().stream()
            .filter(e -> e.contains("has started"))
            .flatMap(e -> List.of(e.split("\\(task ")).stream().skip(1))
            .toList();
    assertThat(started).hasSize(50);
    assertThat(new HashSet<>(started)).hasSize(50);
    assertThat(world.events()).allMatch(e -> e.length() < 1000);
  }

  @Test
  void anOperatorThatStopsBetweenTwoWritesFindsWhatItBegan() {
    world.settle();
    world.register(2);
    List<Action> actions = world.plan().actions();
    for (int written = 0; written <= actions.size(); written++) {
      World interrupted = world.copy();
      actions.subList(0, written).forEach(interrupted::apply);
      interrupted.follow();
      interrupted.settle();
      assertThat(interrupted.revisions).as("after %d writes", written).hasSize(2);
      assertThat(interrupted.workloads).hasSize(1);
      assertThat(interrupted.tasks.values().stream().mapToInt(List::size).sum()).isEqualTo(2);
      assertThat(interrupted.events())
          .filteredOn(e -> e.contains("deployment completed"))
          .hasSize(2);
    }
  }

  @Test
  void aRolloutCostsAKnownNumberOfWrites() {
    world.change(spec -> spec.desiredCount(10));
    world.settle();
    world.writes.clear();
    int before = world.statusWrites;
    world.register(2);
    world.settle();
    assertThat(world.kinds(world.writes))
        .as("with all new tasks healthy at once: none of the writes is per task")
        .containsExactly(
            "CreateRevision",
            "CreateRollout",
            "CreateWorkload",
            "ReportRollout",
            "Scale",
            "RemoveWorkload",
            "ReportRollout");
    assertThat(world.statusWrites - before).isLessThanOrEqualTo(6);
  }

  @Test
  void limitsThatLeaveNoRoomAreSaidOnce() {
    world.change(spec -> spec.desiredCount(1).deploymentConfiguration(percent(100, 150)));
    world.settle();
    world.register(2);
    for (int i = 0; i < 5; i++) {
      world.pass();
    }
    assertThat(world.events())
        .filteredOn(e -> e.contains("unable to stop or start tasks"))
        .hasSize(1);
    world.change(spec -> spec.deploymentConfiguration(percent(100, 200)));
    world.settle();
    assertThat(primary().taskDefinition()).endsWith("hello:2");
  }

  @Test
  void tasksThatNeverRunAreHeldBackAndSaidSo() {
    world.change(spec -> spec.desiredCount(1));
    world.pass();
    String revision = world.newest();
    for (int i = 0; i < 3; i++) {
      world.end(world.tasks.get(revision).getFirst().id(), true);
      world.now = world.now.plusSeconds(3600);
      world.follow();
      world.pass();
    }
    world.end(world.tasks.get(revision).getFirst().id(), true);
    world.follow();
    ServicePlan plan = world.pass();
    assertThat(plan.actions()).containsExactly(new Scale(revision, 1, 0));
    assertThat(plan.lookAgainAt()).contains(world.now.plusSeconds(40));
    assertThat(primary().failedTasks()).isEqualTo(4);
    assertThat(primary().desiredCount()).isEqualTo(1);
    assertThat(world.events())
        .contains("(service hello) is unable to consistently start tasks successfully.");
    world.register(2);
    world.settle();
    assertThat(primary().failedTasks()).as("a new deployment starts afresh").isZero();
  }

  @Test
  void anUnhealthyTaskIsReplacedAfterItsGracePeriod() {
    world.change(spec -> spec.healthCheckGracePeriodSeconds(120));
    world.pass();
    world.start();
    world.pass();
    String id = world.tasks.get(world.newest()).getFirst().id();
    world.makeUnhealthy(id);
    ServicePlan plan = world.pass();
    assertThat(world.stopReasons).isEmpty();
    assertThat(plan.lookAgainAt()).contains(world.now.plusSeconds(120));
    world.now = world.now.plusSeconds(120);
    world.pass();
    assertThat(world.stopReasons).containsEntry(id, "Task failed container health checks");
  }

  @Test
  void anEndedServiceDrainsAndStaysVisible() {
    world.settle();
    world.change(spec -> spec.desiredStatus(DesiredServiceStatus.INACTIVE));
    ServicePlan plan = world.pass();
    assertThat(plan.actions()).contains(new Scale(world.newest(), 2, 0));
    assertThat(world.service.getStatus().status()).isEqualTo(ServiceState.DRAINING);
    world.settle();
    EcsServiceStatus status = world.service.getStatus();
    assertThat(status.status()).isEqualTo(ServiceState.INACTIVE);
    assertThat(status.deployments()).isEmpty();
    assertThat(status.inactiveAt()).isNotNull();
    assertThat(world.workloads).isEmpty();
    assertThat(world.plan().lookAgainAt()).contains(status.inactiveAt().plusSeconds(3600));
    assertThat(world.events()).anyMatch(e -> e.contains("has stopped 2 running tasks"));
  }

  @Test
  void deletionInTheMiddleOfARolloutLeavesNothing() {
    world.settle();
    world.register(2);
    world.pass();
    world.service.getMetadata().setDeletionTimestamp("2026-01-01T12:10:00Z");
    world.settle();
    assertThat(world.workloads).isEmpty();
    assertThat(world.service.getStatus().status()).isEqualTo(ServiceState.INACTIVE);
  }

  @Test
  void whatIsMissingIsNamedAndAwaited() {
    world.clusterExists = false;
    world.pass();
    assertThat(ready()).isEqualTo("NotFound: cluster: there is no ACTIVE cluster demo.");
    assertThat(world.revisions).isEmpty();
    world.clusterExists = true;
    world.taskDefinition = Optional.empty();
    world.pass();
    assertThat(ready())
        .isEqualTo("NotFound: taskDefinition: there is no ACTIVE revision of hello.");
    world.register(1);
    world.settle();
    assertThat(ready()).isEqualTo("Ready: ");
    assertThat(world.service.getStatus().runningCount()).isEqualTo(2);
  }

  @Test
  void aDeletedTaskDefinitionDoesNotDisturbWhatRuns() {
    world.settle();
    world.taskDefinition = Optional.empty();
    world.change(spec -> spec.desiredCount(3));
    world.settle();
    assertThat(world.service.getStatus().runningCount()).isEqualTo(3);
    assertThat(condition("Ready")).isEqualTo("True");
  }

  @Test
  void noDeploymentBeginsWithAnInactiveTaskDefinition() {
    world.change(spec -> spec.taskDefinition("hello:1"));
    world.settle();
    world.change(spec -> spec.taskDefinition("hello:2"));
    world.taskDefinition = Optional.of(World.taskDefinition(2, DesiredRevisionStatus.INACTIVE));
    world.pass();
    assertThat(ready()).startsWith("Inactive: taskDefinition: hello:2 is INACTIVE.");
    assertThat(world.revisions).hasSize(1);
    assertThat(world.service.getStatus().runningCount()).isEqualTo(2);
  }

  @Test
  void theYoungerOfTwoServicesOfOneNameIsNotServed() {
    world.olderClaimant = Optional.of("hello.demo");
    ServicePlan plan = world.pass();
    assertThat(plan.actions()).isEmpty();
    assertThat(world.service.getStatus().status()).isNull();
    assertThat(ready())
        .isEqualTo(
            "Conflict: serviceName: EcsService hello.demo is the service hello of cluster demo"
                + " already.");
  }

  @Test
  void tasksLeaveAnInstanceThatDrainsOnceOthersRunElsewhere() {
    world.settle();
    List<ServiceTask> before = List.copyOf(world.tasks.get(world.newest()));
    world.leaving = Set.of(before.getFirst().id());
    world.pass();
    assertThat(world.tasks.get(world.newest())).as("the replacement starts first").hasSize(3);
    world.settle();
    assertThat(world.tasks.get(world.newest()))
        .hasSize(2)
        .contains(before.getLast())
        .doesNotContain(before.getFirst());
    assertThat(world.stopReasons).as("the Deployment lets it go").isEmpty();
  }

  @Test
  void tasksOnTheirWayToAnInstanceThatDrainsStopAtOnce() {
    world.pass();
    world.pass();
    List<ServiceTask> pending = List.copyOf(world.tasks.get(world.newest()));
    world.leaving = Set.of(pending.getFirst().id());
    world.pass();
    assertThat(world.stopReasons)
        .containsExactly(
            Map.entry(pending.getFirst().id(), "Task stopped: its container instance is DRAINING"));
  }

  @Test
  void whatIsNotHonouredIsRefusedByName() {
    world.settle();
    world.change(spec -> spec.role("ecsServiceRole"));
    ServicePlan plan = world.pass();
    assertThat(plan.actions()).isEmpty();
    assertThat(ready()).isEqualTo("Unsupported: kube-ecs cannot honour this yet: role.");
    assertThat(world.service.getStatus().runningCount()).as("what runs goes on").isEqualTo(2);
  }

  @Test
  void bothPercentagesAtAHundredAreRefusedAsEcsDoes() {
    world.change(spec -> spec.deploymentConfiguration(percent(100, 100)));
    world.pass();
    assertThat(ready())
        .isEqualTo(
            "Invalid: deploymentConfiguration: Both maximumPercent and minimumHealthyPercent"
                + " cannot be 100 as this will block deployments.");
  }

  @Test
  void theHistoryIsBoundedAndKeepsTheDeploymentThatTheSpecNames() {
    world.change(spec -> spec.deploymentId(ID));
    world.settle();
    for (int number = 2; number < 10; number++) {
      world.register(number);
      world.settle();
    }
    assertThat(world.revisions)
        .as("the current, the named and those of the setting")
        .hasSize(2 + World.SETTINGS.history())
        .containsKey("hello-" + ID);
    assertThat(world.rollouts).hasSameSizeAs(world.revisions);
  }

  @Test
  void aServiceOfNoTasksIsSteadyAtOnce() {
    world.change(spec -> spec.desiredCount(0));
    world.settle();
    assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    assertThat(world.events()).last().isEqualTo("(service hello) has reached a steady state.");
  }

  @Test
  void aDaemonRunsOnEachNodeAndItsUpdateReplacesThemOneByOne() {
    World daemon =
        new World(
            spec ->
                spec.schedulingStrategy(SchedulingStrategy.DAEMON)
                    .deploymentConfiguration(percent(66, 100)));
    daemon.settle();
    assertThat(daemon.service.getStatus().desiredCount()).isEqualTo(3);
    assertThat(daemon.service.getStatus().runningCount()).isEqualTo(3);
    daemon.register(2);
    int removed = 0;
    for (int pass = 0; pass < 10; pass++) {
      long now = daemon.kinds(daemon.pass().actions()).stream().filter("RemovePod"::equals).count();
      assertThat(now).as("two of three must stay healthy").isLessThanOrEqualTo(1);
      removed += (int) now;
      daemon.start();
    }
    daemon.settle();
    assertThat(removed).isEqualTo(3);
    assertThat(daemon.service.getStatus().deployments()).hasSize(1);
    assertThat(daemon.workloads).hasSize(1);
  }

  private static DeploymentConfiguration percent(int minimum, int maximum) {
    return DeploymentConfiguration.builder()
        .minimumHealthyPercent(minimum)
        .maximumPercent(maximum)
        .build();
  }

  private Deployment primary() {
    return world.service.getStatus().deployments().getFirst();
  }

  private String condition(String type) {
    return world.service.getStatus().condition(type).orElseThrow().getStatus();
  }

  private String ready() {
    var ready = world.service.getStatus().condition("Ready").orElseThrow();
    return ready.getReason() + ": " + ready.getMessage();
  }
}
