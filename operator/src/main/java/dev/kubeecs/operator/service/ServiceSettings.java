package dev.kubeecs.operator.service;

import dev.kubeecs.operator.service.deployment.StartThrottle.Pauses;
import dev.kubeecs.operator.task.pod.PodSettings;
import java.time.Duration;

/**
 * How services behave where ECS has a fixed number.
 *
 * @param healthyAfter how long a task without a health check must have been RUNNING to count
 *     towards the minimum healthy percent
 * @param pauses between starts that fail
 * @param rebalanceAfter how long no task has started or stopped before zones are balanced
 * @param minute how long a minute of bake times and time-outs of hooks is
 * @param history how many past revisions and deployments of a service are kept
 * @param retention how long an INACTIVE service stays visible
 * @param pods what the Kubernetes cluster can do
 */
public record ServiceSettings(
    Duration healthyAfter,
    Pauses pauses,
    Duration rebalanceAfter,
    Duration minute,
    int history,
    Duration retention,
    PodSettings pods) {}
