/** Capacity providers: create, update, delete, describe. */
package dev.kubeecs.gateway.ecs.capacityprovider;
