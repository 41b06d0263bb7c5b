/** What an ECS user needs of CloudWatch Logs: groups, streams and events, kept in files. */
package dev.kubeecs.gateway.logs;
