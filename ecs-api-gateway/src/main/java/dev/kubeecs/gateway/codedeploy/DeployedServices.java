package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidService;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.ECSService;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.ServiceState;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The services of ECS that deployment groups name. */
@Singleton
final class DeployedServices {

  private final Services services;

  DeployedServices(Services services) {
    this.services = services;
  }

  /** The ACTIVE service that is meant, by names or ARNs. */
  Optional<EcsService> find(Call call, ECSService asked) {
    try {
      String cluster = Clusters.name(or(asked.clusterName(), Clusters.DEFAULT), call.account());
      return services
          .find(call, cluster, Services.name(call, cluster, asked.serviceName()))
          .filter(service -> ServiceFacts.state(service) == ServiceState.ACTIVE);
    } catch (AwsException e) {
      throw invalidService("ecsServices: %s", e.getMessage());
    }
  }

  /**
   * The same, whose deployments are CodeDeploy's.
   *
   * @throws AwsException {@code InvalidECSServiceException}
   */
  EcsService require(Call call, ECSService asked) {
    EcsService service =
        find(call, asked)
            .orElseThrow(
                () ->
                    invalidService(
                        "The ECS service %s in the cluster %s does not exist or is not ACTIVE.",
                        asked.serviceName(), or(asked.clusterName(), Clusters.DEFAULT)));
    if (!CodeDeploy.controls(service.getSpec())) {
      throw invalidService(
          "The deployment controller of the ECS service %s is not CODE_DEPLOY.",
          asked.serviceName());
    }
    return service;
  }
}
