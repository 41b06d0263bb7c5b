package dev.kubeecs.operator.service;

import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.DISABLED;
import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.MONITORING;
import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE;
import static dev.kubeecs.api.ecs.ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentAlarms;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.operator.alarm.AlarmStates;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a deployment whose alarms are watched, as the guide of ECS tells it. */
class AlarmedDeploymentTest {

  private static final DeploymentConfiguration ALARMS =
      DeploymentConfiguration.builder()
          .alarms(
              DeploymentAlarms.builder()
                  .alarmNames(List.of("Errors", "Latency"))
                  .enable(true)
                  .rollback(true)
                  .build())
          .build();

  private final ShiftingService shifting = new ShiftingService();
  private World world = World.ofService();

  @Test
  void anAlarmTakesItBack() {
    String good = begin(ALARMS);
    String bad = world.newest();
    assertThat(status(bad).alarms().status()).isEqualTo(MONITORING);
    alarm("Errors");
    world.pass();
    assertThat(status(bad).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_REQUESTED);
    assertThat(status(bad).alarms().status()).isEqualTo(TRIGGERED);
    assertThat(status(bad).alarms().alarmNames()).containsExactly("Errors", "Latency");
    assertThat(status(bad).alarms().triggeredAlarmNames()).containsExactly("Errors");
    assertThat(world.service.getStatus().deployments())
        .extracting(Deployment::status, Deployment::rolloutState, Deployment::rolloutStateReason)
        .containsExactly(
            tuple(
                "PRIMARY",
                DeploymentRolloutState.IN_PROGRESS,
                "ECS deployment alarms: rolling back to deploymentId ecs-svc/%s."
                    .formatted(digits(good))),
            tuple(
                "ACTIVE", DeploymentRolloutState.FAILED, "ECS deployment alarms: alarm detected."));
    world.settle();
    assertThat(status(bad).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(status(bad).statusReason())
        .isEqualTo("Service deployment rolled back because an alarm was detected.");
    assertThat(status(bad).alarms().status()).isEqualTo(TRIGGERED);
    assertThat(world.workloads).containsOnlyKeys(good);
    assertThat(world.events())
        .containsSubsequence(
            "(service hello) (deployment ecs-svc/%s) deployment failed: alarm detected."
                .formatted(digits(bad)),
            "(service hello) rolling back to deployment ecs-svc/%s.".formatted(digits(good)),
            "(service hello) has reached a steady state.");
    assertThat(world.plan().actions()).as("it is left alone then").isEmpty();
  }

  @Test
  void withoutRollbackItStartsNoMoreTasks() {
    String good = begin(withoutRollback());
    String bad = world.newest();
    alarm("Errors");
    world.settle();
    assertThat(status(bad).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
    assertThat(status(bad).statusReason())
        .isEqualTo("Service deployment stopped because an alarm was detected.");
    assertThat(world.service.getStatus().deployments().getFirst().rolloutState())
        .isEqualTo(DeploymentRolloutState.FAILED);
    assertThat(world.tasks.get(good)).isNotEmpty();
  }

  @Test
  void itIsWatchedForAWhileAfterItsTasksRunAlone() {
    String good = begin(ALARMS);
    String next = world.newest();
    runAlone(next);
    assertThat(world.workloads).containsOnlyKeys(next);
    assertThat(status(next).status()).isEqualTo(ServiceDeploymentStatus.IN_PROGRESS);
    assertThat(world.service.getStatus().deployments().getFirst().rolloutState())
        .isEqualTo(DeploymentRolloutState.IN_PROGRESS);
    assertThat(world.plan().lookAgainAt()).contains(world.now.plus(Duration.ofMinutes(5)));

    World alarmed = world.copy();
    alarmed.alarms = new AlarmStates.Known(Set.of("Latency"));
    alarmed.settle();
    assertThat(alarmed.workloads).as("the last to be completed again").containsOnlyKeys(good);

    world.now = world.now.plus(Duration.ofMinutes(5));
    world.pass();
    assertThat(status(next).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(status(next).alarms().status()).isEqualTo(MONITORING_COMPLETE);
    alarm("Errors");
    world.settle();
    assertThat(status(next).status()).as("too late").isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", ", 5"})
  void theServiceSaysForHowLong(Integer minutes, int expected) {
    begin(ALARMS.toBuilder().bakeTimeInMinutes(minutes).build());
    String next = world.newest();
    runAlone(next);
    world.now = world.now.plus(Duration.ofMinutes(expected)).minusSeconds(1);
    world.pass();
    assertThat(status(next).finishedAt() == null).isEqualTo(expected > 0);
    world.now = world.now.plusSeconds(1);
    world.pass();
    assertThat(status(next).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void anAlarmFromBeforeTheDeploymentIsAReasonToLookAtNone() {
    world.change(spec -> spec.deploymentConfiguration(ALARMS));
    settleAndBake();
    alarm("Latency");
    world.register(2);
    world.pass();
    String mending = world.newest();
    assertThat(status(mending).alarms().status()).isEqualTo(DISABLED);
    alarm("Errors", "Latency");
    runAlone(mending);
    assertThat(status(mending).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(status(mending).alarms().status()).isEqualTo(DISABLED);
  }

  @Test
  void othersThanThoseItNamesAreNothingToIt() {
    begin(ALARMS);
    alarm("Another");
    settleAndBake();
    assertThat(status(world.newest()).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void aPrometheusThatDoesNotAnswerFailsNothing() {
    world.alarms = new AlarmStates.NotAnswered();
    begin(ALARMS);
    settleAndBake();
    assertThat(status(world.newest()).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(status(world.newest()).alarms().status()).isEqualTo(DISABLED);
  }

  @Test
  void withoutAnybodyWhoTellsOfAlarmsTheServiceIsRefused() {
    world.change(spec -> spec.deploymentConfiguration(ALARMS));
    world.alarms = new AlarmStates.NoSource();
    assertThat(world.plan().status().conditions())
        .anyMatch(condition -> condition.getMessage().contains("kube-ecs.alarms.prometheus"));
    assertThat(world.plan().actions()).isEmpty();
  }

  @Test
  void alarmsOfCloudWatchNeedNoPrometheus() {
    world.alarms = new AlarmStates.NoSource();
    world.metricAlarms = Map.of("Errors", false);
    world.change(spec -> spec.deploymentConfiguration(ALARMS));
    assertThat(world.plan().status().conditions())
        .anyMatch(condition -> condition.getMessage().contains("no MetricAlarm Latency"));

    world.metricAlarms = Map.of("Errors", false, "Latency", false);
    begin(ALARMS);
    String bad = world.newest();
    assertThat(status(bad).alarms().status()).isEqualTo(MONITORING);
    world.metricAlarms = Map.of("Errors", false, "Latency", true, "Another", true);
    world.pass();
    assertThat(status(bad).alarms().status()).isEqualTo(TRIGGERED);
    assertThat(status(bad).alarms().triggeredAlarmNames()).containsExactly("Latency");
  }

  @ParameterizedTest
  @EnumSource(value = DeploymentStrategy.class, mode = EnumSource.Mode.EXCLUDE, names = "ROLLING")
  void trafficThatIsShiftedGoesBackFromEveryStage(DeploymentStrategy strategy) {
    world = shifting.world;
    DeploymentConfiguration configuration = ALARMS.toBuilder().strategy(strategy).build();
    String first = shifting.begin(configuration);
    String second = shifting.update(2);
    world.pass();
    Set<String> seen = new TreeSet<>();
    for (int pass = 0; pass < 200 && status(second).finishedAt() == null; pass++) {
      String stage = String.valueOf(status(second).trafficShift().stage());
      if (!stage.equals("CLEAN_UP")) {
        seen.add(stage);
        assertGoesBack(first, second);
      }
      world.pass();
      world.start();
      world.now = world.now.plusSeconds(60);
    }
    assertThat(seen).contains("SCALE_UP", "BAKE_TIME");
    assertThat(status(second).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertThat(status(second).alarms().status()).isEqualTo(MONITORING_COMPLETE);
  }

  @Test
  void whatServesInTheMiddleOfAnotherIsReplacedOnlyByTasksWithTraffic() {
    world = shifting.world;
    String first = shifting.begin(ALARMS.toBuilder().strategy(DeploymentStrategy.ROLLING).build());
    String bakes = shifting.update(2);
    runAlone(bakes);
    shifting.configure(ALARMS.toBuilder().strategy(DeploymentStrategy.BLUE_GREEN).build());
    String third = shifting.update(3);
    shifting.advance();
    assertThat(world.tasks.get(third)).hasSize(2);
    alarm("Errors");
    for (int pass = 0; pass < 20; pass++) {
      world.pass();
      assertThat(world.tasks.get(bakes).size() + healthy(first))
          .as("healthy tasks where traffic goes: %s", world.tasks)
          .isGreaterThanOrEqualTo(2);
      world.start();
    }
    assertThat(world.workloads).as("the last to be completed").containsOnlyKeys(first);
  }

  private long healthy(String revision) {
    return world.tasks.getOrDefault(revision, List.of()).stream()
        .filter(ServiceTask::healthy)
        .count();
  }

  private void assertGoesBack(String first, String second) {
    World alarmed = world.copy();
    alarmed.alarms = new AlarmStates.Known(Set.of("Errors"));
    alarmed.settle();
    assertThat(alarmed.rollouts.get(second).getStatus().status())
        .isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(alarmed.workloads).containsOnlyKeys(first);
    assertThat(ShiftingService.weights(alarmed, "production"))
        .satisfiesAnyOf(
            weights -> assertThat(weights).isEqualTo(Map.of("blue", 100, "green", 0)),
            weights -> assertThat(weights).isEqualTo(Map.of("blue", 1)));
  }

  /** A service that runs hello:1 and has just begun to roll out hello:2; the first's name. */
  private String begin(DeploymentConfiguration configuration) {
    world.change(spec -> spec.deploymentConfiguration(configuration));
    settleAndBake();
    String first = world.newest();
    world.register(2);
    world.pass();
    return first;
  }

  private void settleAndBake() {
    world.settle();
    world.now = world.now.plus(Duration.ofMinutes(10));
    world.settle();
  }

  /** Passes until nothing but time is missing, and none goes by. */
  private void runAlone(String revision) {
    for (int pass = 0; pass < 10; pass++) {
      world.pass();
      world.start();
    }
    assertThat(world.tasks.get(revision)).hasSize(2);
  }

  private void alarm(String... names) {
    world.alarms = new AlarmStates.Known(Set.of(names));
  }

  private static DeploymentConfiguration withoutRollback() {
    return ALARMS.toBuilder().alarms(ALARMS.alarms().toBuilder().rollback(false).build()).build();
  }

  private EcsServiceDeploymentStatus status(String revision) {
    return world.rollouts.get(revision).getStatus();
  }

  private static String digits(String name) {
    return name.substring(name.length() - 19);
  }
}
