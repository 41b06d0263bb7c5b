/** Which gateway holds the logs, and how the others pass calls on to it. */
package dev.kubeecs.gateway.logs.holder;
