package dev.kubeecs.resources.service;

/** The life cycle of a service. */
public enum ServiceState {
  ACTIVE,
  /** Deletion was asked for; tasks are still stopping. */
  DRAINING,
  INACTIVE
}
