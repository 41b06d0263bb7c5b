package dev.kubeecs.resources.containerinstance;

/**
 * A port of a Node's own address.
 *
 * @param protocol TCP or UDP
 */
public record HostPort(String protocol, int port) {}
