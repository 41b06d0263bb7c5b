package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.api.codedeploy.ComputePlatform;
import dev.kubeecs.api.codedeploy.DeploymentConfigInfo;
import dev.kubeecs.api.codedeploy.GetDeploymentConfigInput;
import dev.kubeecs.api.codedeploy.GetDeploymentConfigOutput;
import dev.kubeecs.api.codedeploy.ListDeploymentConfigsInput;
import dev.kubeecs.api.codedeploy.ListDeploymentConfigsOutput;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** GetDeploymentConfig and ListDeploymentConfigs, of those for ECS. */
@Singleton
final class DeploymentConfigOperations implements Handlers {

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(
            GetDeploymentConfigInput.class,
            (request, call) -> new GetDeploymentConfigOutput(info(request.deploymentConfigName())))
        .on(ListDeploymentConfigsInput.class, this::list);
  }

  private ListDeploymentConfigsOutput list(ListDeploymentConfigsInput request, Call call) {
    Page<String> page =
        Paging.of(call, request.nextToken()).of(DeploymentConfigs.all().keySet(), name -> name);
    return new ListDeploymentConfigsOutput(page.items(), page.nextToken());
  }

  private static DeploymentConfigInfo info(String name) {
    return DeploymentConfigInfo.builder()
        .deploymentConfigId(
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString())
        .deploymentConfigName(name)
        .computePlatform(ComputePlatform.ECS)
        .trafficRoutingConfig(DeploymentConfigs.require(name))
        .build();
  }
}
