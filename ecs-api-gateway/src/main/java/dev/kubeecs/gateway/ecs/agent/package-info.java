/**
 * What the agent of a container instance calls. The kubelet and the operator do its work, and the
 * operator is the only source of state: what is submitted is checked and acknowledged, not
 * believed.
 */
package dev.kubeecs.gateway.ecs.agent;
