/**
 * Log groups, streams and events in files. Knows neither AWS nor Kubernetes.
 *
 * <p>A group and a stream are folders; the events of a stream are segments: files that are only
 * ever appended to, up to a size, and named by what they hold, which is the index by time.
 */
package dev.kubeecs.gateway.logs.store;
