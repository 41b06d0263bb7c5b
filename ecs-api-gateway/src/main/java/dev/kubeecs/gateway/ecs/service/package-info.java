/** Services: create, update, delete, describe, list. */
package dev.kubeecs.gateway.ecs.service;
