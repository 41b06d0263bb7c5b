/**
 * The custom resources of {@code kube-ecs.dev} as records: one package per ECS concept, each with
 * the root kind, its spec (what a user asks for, in ECS's own words) and its status (what is).
 */
package dev.kubeecs.resources;
