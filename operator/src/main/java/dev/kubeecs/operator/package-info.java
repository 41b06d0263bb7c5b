/**
 * The operator: one package per ECS concept. Decisions are pure functions from records to records;
 * reconcilers read caches, call them and write what they say.
 */
package dev.kubeecs.operator;
