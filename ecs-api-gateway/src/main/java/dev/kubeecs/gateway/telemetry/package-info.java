/** What operators of the gateway see of every call: a metric, a log line, an id. */
package dev.kubeecs.gateway.telemetry;
