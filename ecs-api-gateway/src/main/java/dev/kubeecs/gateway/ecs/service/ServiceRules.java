package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.ecs.LaunchTypes;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionErrors;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.validation.ServiceValidation;
import dev.kubeecs.resources.service.validation.UnsupportedOfService;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.List;

/** What CreateService and UpdateService demand of a service beyond the model. */
final class ServiceRules {

  private ServiceRules() {}

  /** Refuses a service that kube-ecs cannot honour, or that ECS would not take. */
  static void check(Call call, EcsServiceSpec spec) {
    Honoured.require(call, UnsupportedOfService.fields(spec));
    LaunchType kind = LaunchTypes.of(spec.launchType(), spec.capacityProviderStrategy());
    Launch.checkPlacement(kind, spec.placementConstraints(), spec.placementStrategy());
    if (spec.schedulingStrategy() == SchedulingStrategy.DAEMON && kind == LaunchType.FARGATE) {
      throw invalidParameter(
          "schedulingStrategy: DAEMON is not supported with the FARGATE launch type.");
    }
    if (or(spec.healthCheckGracePeriodSeconds(), 0) != 0
        && asEmpty(spec.loadBalancers()).isEmpty()
        && asEmpty(spec.gatewayConnectors()).isEmpty()) {
      throw invalidParameter(
          "Health check grace period is only valid for services configured to use load "
              + "balancers");
    }
    List<Violation> violations = ServiceValidation.violations(spec);
    if (!violations.isEmpty()) {
      throw invalidParameter("%s", TaskDefinitionErrors.messages(violations));
    }
  }

  /**
   * Refuses a number of tasks that does not go with the scheduling strategy. A daemon's resource
   * has one by the default of its schema, so that only the request tells what was asked for.
   *
   * @param asked by the request, or null
   * @param spec of the service as it will be
   */
  static void checkDesiredCount(Integer asked, EcsServiceSpec spec) {
    boolean daemon = spec.schedulingStrategy() == SchedulingStrategy.DAEMON;
    if (daemon && asked != null) {
      throw invalidParameter(
          "The daemon scheduling strategy does not support a desired count for services. Remove "
              + "a desired count value and try again");
    }
    if (!daemon && spec.desiredCount() == null) {
      throw invalidParameter(
          "desiredCount must be specified for services with the REPLICA scheduling strategy.");
    }
    if (asked != null && asked < 0) {
      throw invalidParameter("desiredCount must not be negative.");
    }
  }
}
