package dev.kubeecs.model;

/**
 * A member of a structure.
 *
 * @param name as on the wire
 * @param shape name of its shape
 * @param required whether a request must carry it
 * @param deprecated whether the model calls it deprecated
 */
public record Member(String name, String shape, boolean required, boolean deprecated) {}
