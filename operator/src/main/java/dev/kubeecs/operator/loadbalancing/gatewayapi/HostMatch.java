package dev.kubeecs.operator.loadbalancing.gatewayapi;

/**
 * What the host of a request must be.
 *
 * @param name a whole name, {@code *.} and what names end with, or {@code *} for any
 */
record HostMatch(String name) implements Comparable<HostMatch> {

  static final HostMatch ANY = new HostMatch("*");

  boolean isAny() {
    return equals(ANY);
  }

  /** What both have in common. */
  Overlap<HostMatch> meet(HostMatch other) {
    if (covers(other)) {
      return new Overlap.Of<>(other);
    }
    return other.covers(this) ? new Overlap.Of<>(this) : new Overlap.None<>();
  }

  /** Whether all that the other matches is matched by this. */
  boolean covers(HostMatch other) {
    return isAny()
        || equals(other)
        || (isWildcard() && !other.isAny() && other.name.endsWith(name.substring(1)));
  }

  private boolean isWildcard() {
    return name.startsWith("*");
  }

  /** The greater goes first: a whole name, then the longer one. */
  @Override
  public int compareTo(HostMatch other) {
    return isWildcard() == other.isWildcard()
        ? Integer.compare(name.length(), other.name.length())
        : isWildcard() ? -1 : 1;
  }
}
