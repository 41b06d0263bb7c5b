package dev.kubeecs.gateway.logs.store;

/**
 * An event that has been read.
 *
 * @param key where it stands
 * @param event what it is
 */
public record StoredEvent(EventKey key, LogEvent event) {}
