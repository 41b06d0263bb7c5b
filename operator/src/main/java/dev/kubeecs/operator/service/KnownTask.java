package dev.kubeecs.operator.service;

import java.time.Instant;
import java.util.Optional;

/**
 * A task of a service, whatever has become of it.
 *
 * @param id the task's id
 * @param createdAt when its Pod was created
 * @param stoppedByServiceAt when the service began to stop it, if it did so while it was RUNNING
 */
public record KnownTask(String id, Instant createdAt, Optional<Instant> stoppedByServiceAt) {}
