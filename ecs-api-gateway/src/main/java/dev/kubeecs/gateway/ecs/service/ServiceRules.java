package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.gateway.ecs.LaunchTypes;
import dev.kubeecs.resources.service.EcsServiceSpec;

/** What CreateService and UpdateService demand of a service beyond the model. */
final class ServiceRules {

  private static final int HUNDRED = 100;

  private ServiceRules() {}

  /** Refuses a service that ECS would not take, or that kube-ecs cannot honour. */
  static void check(EcsServiceSpec spec) {
    switch (or(spec.schedulingStrategy(), SchedulingStrategy.REPLICA)) {
      case REPLICA -> checkReplica(spec);
      case DAEMON -> checkDaemon(spec);
    }
    if (or(spec.healthCheckGracePeriodSeconds(), 0) != 0
        && asEmpty(spec.loadBalancers()).isEmpty()) {
      throw invalidParameter(
          "Health check grace period is only valid for services configured to use load "
              + "balancers");
    }
    checkDeployment(spec);
  }

  private static void checkReplica(EcsServiceSpec spec) {
    if (spec.desiredCount() == null) {
      throw invalidParameter(
          "desiredCount must be specified for services with the REPLICA scheduling strategy.");
    }
    if (spec.desiredCount() < 0) {
      throw invalidParameter("desiredCount must not be negative.");
    }
  }

  private static void checkDaemon(EcsServiceSpec spec) {
    if (spec.desiredCount() != null) {
      throw invalidParameter(
          "The daemon scheduling strategy does not support a desired count for services. Remove "
              + "a desired count value and try again");
    }
    if (LaunchTypes.of(spec.launchType(), spec.capacityProviderStrategy()) == LaunchType.FARGATE) {
      throw invalidParameter(
          "schedulingStrategy: DAEMON is not supported with the FARGATE launch type.");
    }
  }

  private static void checkDeployment(EcsServiceSpec spec) {
    DeploymentConfiguration filled = DeploymentDefaults.filled(spec);
    int minimum = filled.minimumHealthyPercent();
    int maximum = filled.maximumPercent();
    if (minimum < 0 || minimum > HUNDRED) {
      throw invalidParameter(
          "deploymentConfiguration.minimumHealthyPercent must be between 0 and 100.");
    }
    if (maximum < HUNDRED) {
      throw invalidParameter("deploymentConfiguration.maximumPercent must be at least 100.");
    }
    boolean daemon = spec.schedulingStrategy() == SchedulingStrategy.DAEMON;
    if (daemon && maximum > HUNDRED) {
      throw invalidParameter(
          "deploymentConfiguration.maximumPercent must be 100 for the DAEMON scheduling "
              + "strategy.");
    }
    if (minimum == HUNDRED && maximum == HUNDRED) {
      throw invalidParameter(
          "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block "
              + "deployments.");
    }
    if (filled.bakeTimeInMinutes() != 0) {
      throw invalidParameter(
          "deploymentConfiguration.bakeTimeInMinutes cannot be honoured by kube-ecs yet.");
    }
  }
}
