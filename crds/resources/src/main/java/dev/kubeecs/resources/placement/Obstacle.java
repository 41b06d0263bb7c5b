package dev.kubeecs.resources.placement;

/**
 * Why a container instance does not take a task, in the order of the checks. Source: ECS developer
 * guide, API failure reasons.
 */
public enum Obstacle {
  AGENT("AGENT"),
  ATTRIBUTE("ATTRIBUTE"),
  MEMBER_OF("MemberOf placement constraint unsatisfied."),
  DISTINCT_INSTANCE("DistinctInstance placement constraint unsatisfied."),
  CPU("RESOURCE:CPU"),
  MEMORY("RESOURCE:MEMORY"),
  PORTS("RESOURCE:PORTS"),
  GPU("RESOURCE:GPU"),
  /** A Node runs so many Pods, as an instance has so many network interfaces. */
  PODS("RESOURCE:ENI");

  private final String reason;

  Obstacle(String reason) {
    this.reason = reason;
  }

  /** The reason of a failure. */
  public String reason() {
    return reason;
  }
}
