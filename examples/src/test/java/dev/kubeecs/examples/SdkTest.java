package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.waiters.EcsWaiter;

/** The short life of a service, from create to delete, by three AWS SDKs: examples/sdk. */
@KubeEcsTest
class SdkTest {

  private static final String CLUSTER = "java";
  private static final NetworkConfiguration NETWORK =
      NetworkConfiguration.builder().awsvpcConfiguration(v -> v.subnets("subnet-default")).build();

  @Test
  void go(AwsCli aws) {
    assertDone(aws.program(examples().resolve("go").toString()));
  }

  @Test
  void javascript(AwsCli aws) {
    assertDone(aws.program("node", examples().resolve("javascript/cycle.mjs").toString()));
  }

  @Test
  void java(AwsCli aws) {
    try (EcsClient ecs = client(aws);
        EcsWaiter waiter = EcsWaiter.builder().client(ecs).overrideConfiguration(FAST).build()) {
      ecs.createCluster(r -> r.clusterName(CLUSTER));
      String definition =
          ecs.registerTaskDefinition(
                  r ->
                      r.family("sleeper")
                          .requiresCompatibilities(Compatibility.FARGATE)
                          .networkMode(NetworkMode.AWSVPC)
                          .cpu("256")
                          .memory("512")
                          .containerDefinitions(
                              c ->
                                  c.name("sleeper")
                                      .image("busybox:1.36")
                                      .command("sleep", "3600")
                                      .stopTimeout(2)))
              .taskDefinition()
              .taskDefinitionArn();
      service(ecs, waiter, definition);
      task(ecs, waiter, definition);
      assertThatThrownBy(() -> ecs.describeTasks(r -> r.cluster("absent").tasks("x")))
          .isInstanceOf(ClusterNotFoundException.class);
      ecs.deleteService(r -> r.cluster(CLUSTER).service("sleepers").force(true));
      waiter.waitUntilServicesInactive(r -> r.cluster(CLUSTER).services("sleepers"));
      ecs.deregisterTaskDefinition(r -> r.taskDefinition(definition));
      ecs.deleteTaskDefinitions(r -> r.taskDefinitions(definition));
      assertThat(ecs.deleteCluster(r -> r.cluster(CLUSTER)).cluster().status())
          .isEqualTo("INACTIVE");
    }
  }

  private static void service(EcsClient ecs, EcsWaiter waiter, String definition) {
    ecs.createService(
        r ->
            r.cluster(CLUSTER)
                .serviceName("sleepers")
                .taskDefinition(definition)
                .desiredCount(1)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(NETWORK));
    waiter.waitUntilServicesStable(r -> r.cluster(CLUSTER).services("sleepers"));
    List<String> tasks =
        ecs.listTasksPaginator(r -> r.cluster(CLUSTER).serviceName("sleepers")).taskArns().stream()
            .toList();
    assertThat(tasks).hasSize(1);
  }

  private static void task(EcsClient ecs, EcsWaiter waiter, String definition) {
    String arn =
        ecs.runTask(
                r ->
                    r.cluster(CLUSTER)
                        .taskDefinition(definition)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(NETWORK))
            .tasks()
            .getFirst()
            .taskArn();
    waiter.waitUntilTasksRunning(r -> r.cluster(CLUSTER).tasks(arn));
    ecs.stopTask(r -> r.cluster(CLUSTER).task(arn).reason("done"));
    waiter.waitUntilTasksStopped(r -> r.cluster(CLUSTER).tasks(arn));
    Task stopped = ecs.describeTasks(r -> r.cluster(CLUSTER).tasks(arn)).tasks().getFirst();
    assertThat(stopped.stoppedReason()).isEqualTo("done");
    assertThat(stopped.startedAt()).isBefore(stopped.stoppedAt());
  }

  private static final WaiterOverrideConfiguration FAST =
      WaiterOverrideConfiguration.builder()
          .maxAttempts(180)
          .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofSeconds(1)))
          .build();

  private static EcsClient client(AwsCli aws) {
    return EcsClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.of(AwsCli.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(aws.account(), "any")))
        .build();
  }

  private static Path examples() {
    AwsCli.Result made =
        AwsCli.run(List.of(Checkout.file("scripts/sdk-examples").toString()), Map.of());
    assertThat(made.exitCode()).as(made.errors()).isZero();
    return Path.of(made.output().strip());
  }

  private static void assertDone(AwsCli.Result result) {
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.output()).contains("created, ran, deleted");
  }
}
