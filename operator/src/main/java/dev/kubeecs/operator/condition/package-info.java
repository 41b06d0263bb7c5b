/** Conditions of a status: merged by type, and never rewritten for nothing. */
package dev.kubeecs.operator.condition;
