package dev.kubeecs.gateway.ecs.service;

import dev.kubeecs.api.ecs.CreateServiceRequest;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Optional;

/** The resource that CreateService makes. */
final class NewService {

  private NewService() {}

  /**
   * What a request asks for.
   *
   * @param cluster ECS name of the cluster
   * @param taskDefinition {@code family:revision}
   * @param launch how its tasks start
   */
  static EcsServiceSpec spec(
      CreateServiceRequest request, String cluster, String taskDefinition, Launch launch) {
    return EcsServiceSpecBuilder.builder()
        .serviceName(request.serviceName())
        .cluster(cluster)
        .taskDefinition(taskDefinition)
        .desiredCount(request.desiredCount())
        .schedulingStrategy(request.schedulingStrategy())
        .launchType(launch.launchType())
        .capacityProviderStrategy(launch.strategy())
        .platformVersion(launch.platformVersion())
        .loadBalancers(request.loadBalancers())
        .serviceRegistries(request.serviceRegistries())
        .networkConfiguration(launch.network())
        .deploymentConfiguration(request.deploymentConfiguration())
        .deploymentController(request.deploymentController())
        .availabilityZoneRebalancing(request.availabilityZoneRebalancing())
        .placementConstraints(request.placementConstraints())
        .placementStrategy(request.placementStrategy())
        .healthCheckGracePeriodSeconds(request.healthCheckGracePeriodSeconds())
        .role(request.role())
        .enableECSManagedTags(request.enableECSManagedTags())
        .propagateTags(request.propagateTags())
        .enableExecuteCommand(request.enableExecuteCommand())
        .serviceConnectConfiguration(request.serviceConnectConfiguration())
        .volumeConfigurations(request.volumeConfigurations())
        .vpcLatticeConfigurations(request.vpcLatticeConfigurations())
        .gatewayConnectors(request.gatewayConnectors())
        .monitoring(request.monitoring())
        .tags(request.tags())
        .clientToken(request.clientToken())
        .build();
  }

  static EcsService of(EcsServiceSpec spec, Optional<ClientToken> token, String namespace) {
    EcsService service = new EcsService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(ObjectNames.service(spec.cluster(), spec.serviceName()))
            .addToLabels(Labels.CLUSTER, ObjectNames.cluster(spec.cluster()))
            .addToAnnotations(token.map(ClientToken::annotations).orElse(Map.of()))
            .build());
    service.setSpec(spec);
    return service;
  }
}
