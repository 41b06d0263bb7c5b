package dev.kubeecs.operator.task.pod;

import dev.kubeecs.resources.taskendpoint.SharedKey;
import java.util.Optional;

/**
 * What containers are told of the gateway.
 *
 * @param key with which the URLs of a task are made unguessable
 * @param api where the AWS SDKs of a task with a role find our API; empty if they are not told
 */
public record EndpointSettings(SharedKey key, Optional<String> api) {}
