/**
 * The data channel of AWS Session Manager: what the official Session Manager plugin speaks over a
 * websocket. {@link dev.kubeecs.gateway.sessionmanager.DataChannel} decides, without I/O; {@link
 * dev.kubeecs.gateway.sessionmanager.Session} is the edge to the socket and to the command.
 *
 * <p>Knows neither ECS nor Kubernetes.
 */
package dev.kubeecs.gateway.sessionmanager;
