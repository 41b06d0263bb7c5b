/**
 * Services: a reconciliation resolves a service and all that belongs to it into one {@link
 * dev.kubeecs.operator.service.ResolvedService}, {@link dev.kubeecs.operator.service.ServicePlan}
 * decides from that alone, and {@link dev.kubeecs.operator.service.ServiceWriter} writes it.
 */
package dev.kubeecs.operator.service;
