package dev.kubeecs.operator.loadbalancing.target;

/**
 * A target under the checks of a target group.
 *
 * @param namespace of the target group
 * @param targetGroup its object's name
 * @param address where the target listens
 * @param port where it takes requests
 */
public record Checked(String namespace, String targetGroup, String address, int port) {}
