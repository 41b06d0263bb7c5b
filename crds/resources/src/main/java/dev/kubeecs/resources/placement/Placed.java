package dev.kubeecs.resources.placement;

/** Whether a task finds a place. */
public sealed interface Placed {

  /** It does: that instance has room. */
  record On(String instance) implements Placed {}

  /** It does not: of all instances that one comes closest, and that is in the way. */
  record Nowhere(String instance, Obstacle obstacle) implements Placed {}
}
