/** What ECS and kube-ecs refuse of daemons, as pure functions for the gateway and the operator. */
package dev.kubeecs.resources.daemon.validation;
