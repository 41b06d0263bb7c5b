package dev.kubeecs.resources.serviceconnect;

/**
 * What others in a namespace find of a service.
 *
 * @param discoveryName name of its service of Cloud Map
 * @param dnsName by which clients reach it
 * @param clientPort on which they do
 * @param containerPort that the tasks listen on
 */
public record ConnectEndpoint(
    String discoveryName, String dnsName, int clientPort, int containerPort) {}
