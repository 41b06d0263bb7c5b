package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.operator.service.deployment.StartThrottle.Pauses;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.resources.service.WatchedAlarms;
import java.time.Duration;
import java.util.Optional;

/**
 * How services behave where ECS has a fixed number.
 *
 * @param healthyAfter how long a task without a health check must have been RUNNING to count
 *     towards the minimum healthy percent
 * @param pauses between starts that fail
 * @param rebalanceAfter how long no task has started or stopped before zones are balanced
 * @param minute how long a minute of bake times and time-outs of hooks is
 * @param alarmBakeTime how long a deployment that watches alarms bakes unless it says so
 * @param history how many past revisions and deployments of a service are kept
 * @param retention how long an INACTIVE service stays visible
 * @param pods what the Kubernetes cluster can do
 */
public record ServiceSettings(
    Duration healthyAfter,
    Pauses pauses,
    Duration rebalanceAfter,
    Duration minute,
    Duration alarmBakeTime,
    int history,
    Duration retention,
    PodSettings pods) {

  /**
   * How long a deployment is watched once all tasks and all traffic are where they shall be.
   *
   * @param configuration null is nothing
   */
  Duration bakeTime(DeploymentConfiguration configuration) {
    return Optional.ofNullable(configuration)
        .map(DeploymentConfiguration::bakeTimeInMinutes)
        .map(minute::multipliedBy)
        .orElse(WatchedAlarms.any(configuration) ? alarmBakeTime : Duration.ZERO);
  }
}
