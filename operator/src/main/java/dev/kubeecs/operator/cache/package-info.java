/**
 * Informers that more than one room reads: one per kind, synchronised before any reconciler runs,
 * without the managed fields.
 */
package dev.kubeecs.operator.cache;
