package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.AwsVpcConfiguration;
import dev.kubeecs.api.ecs.DeploymentController;
import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.api.ecs.ScaleUnit;
import dev.kubeecs.api.ecs.StabilityStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.EcsTaskSetSpecBuilder;
import dev.kubeecs.resources.service.EcsTaskSetStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Task sets on a cluster that runs containers. */
@OperatorTest
class ExternalServiceIT {

  private static final DeploymentController EXTERNAL =
      DeploymentController.builder().type(DeploymentControllerType.EXTERNAL).build();

  @Test
  void taskSetsRunTheirSharesAndGoInOrder(TestNamespace namespace) {
    RunningService hello =
        RunningService.apply(
            namespace,
            spec -> spec.deploymentController(EXTERNAL).taskDefinition(null).desiredCount(3));
    EcsTaskSet set = namespace.client().resource(taskSet(50)).create();
    awaitStatus(
        namespace,
        status ->
            status.stabilityStatus() == StabilityStatus.STEADY_STATE && status.runningCount() == 2);
    String id = status(namespace).id();
    assertThat(status(namespace).computedDesiredCount()).isEqualTo(2);
    assertThat(hello.tasks()).hasSize(2).allMatch(t -> id.equals(t.getSpec().startedBy()));
    assertThat(hello.status().runningCount()).isEqualTo(2);

    namespace
        .client()
        .resources(EcsTaskSet.class)
        .withName("blue")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"scale\": {\"value\": 100}}}");
    awaitStatus(namespace, status -> status.runningCount() == 3);

    namespace.client().resource(set).delete();
    Awaitility.await()
        .atMost(RunningService.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(namespace.client().resource(set).get()).isNull();
              assertThat(namespace.client().apps().deployments().list().getItems()).isEmpty();
              assertThat(hello.pods()).isEmpty();
            });
    hello.resource().delete();
    Awaitility.await().atMost(RunningService.PATIENCE).until(() -> hello.resource().get() == null);
  }

  private static EcsTaskSet taskSet(double percent) {
    EcsTaskSet taskSet = new EcsTaskSet();
    taskSet.getMetadata().setName("blue");
    taskSet.setSpec(
        EcsTaskSetSpecBuilder.builder()
            .service("hello")
            .cluster("demo")
            .taskDefinition("hello")
            .launchType(LaunchType.FARGATE)
            .networkConfiguration(
                NetworkConfiguration.builder()
                    .awsvpcConfiguration(
                        AwsVpcConfiguration.builder().subnets(List.of("subnet-1")).build())
                    .build())
            .scale(Scale.builder().value(percent).unit(ScaleUnit.PERCENT).build())
            .build());
    return taskSet;
  }

  private static void awaitStatus(TestNamespace namespace, Predicate<EcsTaskSetStatus> condition) {
    Awaitility.await()
        .atMost(RunningService.PATIENCE)
        .until(() -> status(namespace), status -> status != null && condition.test(status));
  }

  private static EcsTaskSetStatus status(TestNamespace namespace) {
    return namespace.client().resources(EcsTaskSet.class).withName("blue").get().getStatus();
  }
}
