/** The edge between the HTTP server and the protocol. */
package dev.kubeecs.gateway.protocol.http;
