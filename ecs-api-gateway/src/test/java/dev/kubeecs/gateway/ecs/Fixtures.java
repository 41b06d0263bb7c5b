package dev.kubeecs.gateway.ecs;

import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What several tests begin with. */
public final class Fixtures {

  /** One subnet. */
  public static final NetworkConfiguration NETWORK =
      NetworkConfiguration.builder().awsvpcConfiguration(v -> v.subnets("subnet-1")).build();

  private Fixtures() {}

  /** Registers a revision that runs on Fargate, with the container {@code web}. */
  public static TaskDefinition fargate(EcsClient ecs, String family) {
    return ecs.registerTaskDefinition(
            r ->
                r.family(family)
                    .requiresCompatibilities(Compatibility.FARGATE)
                    .networkMode(NetworkMode.AWSVPC)
                    .cpu("256")
                    .memory("512")
                    .containerDefinitions(Fixtures::web))
        .taskDefinition();
  }

  /** Registers a revision that runs in bridge mode on EC2, with the container {@code web}. */
  public static TaskDefinition bridge(EcsClient ecs, String family) {
    return ecs.registerTaskDefinition(
            r -> r.family(family).containerDefinitions(c -> web(c.memory(64))))
        .taskDefinition();
  }

  private static void web(ContainerDefinition.Builder container) {
    container.name("web").image("nginx").portMappings(p -> p.containerPort(80));
  }
}
