package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookDetail;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTimeoutConfiguration;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.HookAction;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hook that fails undoes the deployment by itself, whatever the circuit breaker is set to. */
class FailingHookTest {

  private static final String URL = "http://hook.example/";

  private final ShiftingService service = new ShiftingService();
  private final World world = service.world;
  private final Set<ServiceDeploymentStatus> states = new LinkedHashSet<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PRE_SCALE_UP                 | FAILED  | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage PRE_SCALE_UP: its hookStatus was FAILED.
          POST_SCALE_UP                | FAILED  | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage POST_SCALE_UP: its hookStatus was FAILED.
          TEST_TRAFFIC_SHIFT           | FAILED  | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage TEST_TRAFFIC_SHIFT: its hookStatus was FAILED.
          POST_TEST_TRAFFIC_SHIFT      | FAILED  | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage POST_TEST_TRAFFIC_SHIFT: its hookStatus was FAILED.
          PRE_PRODUCTION_TRAFFIC_SHIFT | FAILED  | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage PRE_PRODUCTION_TRAFFIC_SHIFT: its hookStatus was FAILED.
          PRODUCTION_TRAFFIC_SHIFT     | FAILED  | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage PRODUCTION_TRAFFIC_SHIFT: its hookStatus was FAILED.
          POST_PRODUCTION_TRAFFIC_SHIFT| FAILED  | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage POST_PRODUCTION_TRAFFIC_SHIFT: its hookStatus was FAILED.
          POST_SCALE_UP                | {}      | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage POST_SCALE_UP: its answer has no valid hookStatus.
          POST_SCALE_UP                | oops    | FAILED    | The lifecycle hook http://hook.example/ failed at the lifecycle stage POST_SCALE_UP: its answer is no JSON.
          POST_SCALE_UP                | silence | TIMED_OUT | The lifecycle hook http://hook.example/ timed out at the lifecycle stage POST_SCALE_UP.
          POST_TEST_TRAFFIC_SHIFT      | told    | FAILED    | The pause hook %s was told to roll back at the lifecycle stage POST_TEST_TRAFFIC_SHIFT.
          POST_PRODUCTION_TRAFFIC_SHIFT| paused  | TIMED_OUT | The pause hook %s timed out at the lifecycle stage POST_PRODUCTION_TRAFFIC_SHIFT.
          """)
  void itRollsBackByItself(
      DeploymentLifecycleHookStage stage,
      String how,
      DeploymentLifecycleHookStatus end,
      String why) {
    String first = service.begin(ShiftingService.strategy(DeploymentStrategy.BLUE_GREEN));
    boolean pause = how.equals("told") || how.equals("paused");
    service.configure(configuration(stage, pause));
    String second = service.update(2);
    service.advance();
    DeploymentLifecycleHookDetail hook = service.status(second).lifecycleHookDetails().getFirst();
    fail(second, hook, how);

    settle(second);

    EcsServiceDeploymentStatus undone = service.status(second);
    assertThat(states)
        .containsExactly(
            ServiceDeploymentStatus.IN_PROGRESS,
            ServiceDeploymentStatus.ROLLBACK_REQUESTED,
            ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS,
            ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    assertThat(undone.statusReason())
        .isEqualTo(
            "Service deployment rolled back because of a hook execution failure. "
                + why.formatted(hook.hookId()));
    assertThat(undone.rollback().reason()).isEqualTo(undone.statusReason());
    assertThat(undone.rollback().serviceRevisionArn()).endsWith("/" + digits(first));
    assertThat(undone.lifecycleHookDetails())
        .extracting(DeploymentLifecycleHookDetail::status)
        .containsExactly(end);
    assertThat(undone.targetServiceRevision().requestedProductionTrafficWeight()).isZero();
    assertThat(undone.sourceServiceRevisions().getFirst().requestedProductionTrafficWeight())
        .isEqualTo(100);
    for (String listener : List.of("production", "test")) {
      assertThat(service.weights(listener)).isEqualTo(Map.of("blue", 100, "green", 0));
    }
    assertThat(world.workloads).containsOnlyKeys(first);
    assertThat(world.service.getStatus().taskDefinition()).isEqualTo("hello:1");
    assertThat(world.events())
        .filteredOn(event -> !event.contains("(task ") && !event.endsWith("completed."))
        .endsWith(
            "(service hello) (deployment ecs-svc/%s) deployment failed: hook execution failure(s) detected."
                .formatted(digits(second)),
            "(service hello) rolling back to deployment ecs-svc/%s.".formatted(digits(first)),
            "(service hello) has reached a steady state.");
    assertThat(world.plan().actions()).as("it is left alone then").isEmpty();
  }

  private void fail(String second, DeploymentLifecycleHookDetail hook, String how) {
    switch (how) {
      case "silence", "paused" -> world.now = world.now.plusSeconds(600);
      case "told" -> {
        EcsServiceDeployment told = Serialization.clone(world.rollouts.get(second));
        told.setSpec(
            told.getSpec()
                .withHookActions(
                    List.of(
                        new HookAction(hook.hookId(), DeploymentLifecycleHookAction.ROLLBACK))));
        world.rollouts.put(second, told);
      }
      case "FAILED" -> answer("{\"hookStatus\": \"FAILED\"}");
      default -> answer(how);
    }
  }

  private void answer(String body) {
    world.hookAnswers.put(world.calls.getLast().key(), HookAnswer.parse(body));
  }

  /** Passes until nothing changes, looking at the status after each. */
  private void settle(String deployment) {
    List<ServiceDeploymentStatus> seen = new ArrayList<>();
    for (int pass = 0; pass < 10; pass++) {
      seen.add(service.status(deployment).status());
      world.pass();
    }
    world.settle();
    seen.add(service.status(deployment).status());
    states.addAll(seen);
    Deployment primary = world.service.getStatus().deployments().getFirst();
    assertThat(world.service.getStatus().deployments())
        .extracting(Deployment::status, Deployment::rolloutState, Deployment::rolloutStateReason)
        .containsExactly(
            tuple(
                "PRIMARY",
                DeploymentRolloutState.COMPLETED,
                "ECS deployment " + primary.id() + " completed."));
  }

  private static DeploymentConfiguration configuration(
      DeploymentLifecycleHookStage stage, boolean pause) {
    return DeploymentConfiguration.builder()
        .strategy(DeploymentStrategy.BLUE_GREEN)
        .lifecycleHooks(
            List.of(
                DeploymentLifecycleHook.builder()
                    .targetType(pause ? DeploymentLifecycleHookTargetType.PAUSE : null)
                    .hookTargetArn(pause ? null : URL)
                    .lifecycleStages(List.of(stage))
                    .timeoutConfiguration(
                        DeploymentLifecycleHookTimeoutConfiguration.builder()
                            .timeoutInMinutes(10)
                            .build())
                    .build()))
        .build();
  }

  private String digits(String revision) {
    return world.revisions.get(revision).getSpec().deploymentId();
  }
}
