package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ContinueServiceDeploymentRequest;
import dev.kubeecs.api.ecs.ContinueServiceDeploymentResponse;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.api.ecs.StopServiceDeploymentRequest;
import dev.kubeecs.api.ecs.StopServiceDeploymentResponse;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.gateway.ecs.servicedeployment.ServiceDeployments.Found;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.HookAction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** StopServiceDeployment, which the operator carries out, and ContinueServiceDeployment. */
@Singleton
public final class ServiceDeploymentCommands implements Handlers {

  private final ServiceDeployments deployments;

  ServiceDeploymentCommands(ServiceDeployments deployments) {
    this.deployments = deployments;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(StopServiceDeploymentRequest.class, this::stop)
        .on(ContinueServiceDeploymentRequest.class, this::proceed);
  }

  private StopServiceDeploymentResponse stop(StopServiceDeploymentRequest request, Call call) {
    Found found = require(call, request.serviceDeploymentArn());
    StopServiceDeploymentStopType type =
        or(request.stopType(), StopServiceDeploymentStopType.ROLLBACK);
    tell(
        call,
        found,
        deployment -> {
          if (StopRules.isToBeStopped(deployment, found.service(), type)) {
            deployment.setSpec(deployment.getSpec().withStopType(type));
          }
        });
    return new StopServiceDeploymentResponse(request.serviceDeploymentArn());
  }

  /** Tells a deployment that waits at a hook what to do; the operator does it. */
  private ContinueServiceDeploymentResponse proceed(
      ContinueServiceDeploymentRequest request, Call call) {
    Found found = require(call, request.serviceDeploymentArn());
    HookAction action =
        new HookAction(
            request.hookId(), or(request.action(), DeploymentLifecycleHookAction.CONTINUE));
    tell(
        call,
        found,
        deployment -> {
          if (ContinueRules.isToBeTold(deployment, action)) {
            List<HookAction> actions = new ArrayList<>(asEmpty(deployment.getSpec().hookActions()));
            actions.add(action);
            deployment.setSpec(deployment.getSpec().withHookActions(actions));
          }
        });
    return new ContinueServiceDeploymentResponse(request.serviceDeploymentArn());
  }

  /** Writes to a deployment what its operator is to do. */
  private void tell(Call call, Found found, Consumer<EcsServiceDeployment> order) {
    Optional<EcsServiceDeployment> told =
        deployments
            .store()
            .edit(
                call.namespace(),
                found.resource().getMetadata().getName(),
                current -> {
                  order.accept(current);
                  return current;
                });
    if (told.isEmpty()) {
      throw notFound();
    }
  }

  private Found require(Call call, String arn) {
    return deployments
        .find(call, ServicePartArn.parse(arn, ServicePartArn.DEPLOYMENT, call.account()))
        .orElseThrow(ServiceDeploymentCommands::notFound);
  }

  private static AwsException notFound() {
    return new AwsException(
        "ServiceDeploymentNotFoundException", "The service deployment was not found.");
  }
}
