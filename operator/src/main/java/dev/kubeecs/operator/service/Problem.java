package dev.kubeecs.operator.service;

import dev.kubeecs.operator.condition.Reason;

/**
 * Why a service cannot be as its spec asks.
 *
 * @param message names the field at fault, and says what to do
 */
public record Problem(Reason reason, String message) {}
