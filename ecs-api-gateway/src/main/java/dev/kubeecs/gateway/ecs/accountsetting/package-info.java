/** Account settings. */
package dev.kubeecs.gateway.ecs.accountsetting;
