/** Tags of whatever has tags. */
package dev.kubeecs.gateway.ecs.tag;
