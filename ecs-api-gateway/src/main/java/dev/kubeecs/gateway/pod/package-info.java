/** What little the gateway knows of Pods. */
package dev.kubeecs.gateway.pod;
