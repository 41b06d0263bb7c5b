package dev.kubeecs.operator.loadbalancing.gatewayapi;

import java.util.regex.Pattern;

/**
 * What the path of a request must be.
 *
 * @param value the path, the regular expression, or the path that is above, without a slash at its
 *     end unless it is the root
 * @param literal what all paths that match begin with
 */
record PathMatch(Kind kind, String value, String literal) implements Comparable<PathMatch> {

  /** How; the later goes first. */
  enum Kind {
    /**
     * What begins with the value and a slash. The Gateway API has no such match: it is written as
     * PREFIX, and {@link Precedence} sees to it that the path itself goes where it should.
     */
    BELOW,
    /** The value itself and what is below. */
    PREFIX,
    /** A regular expression, from {@code ^} to {@code $}. */
    EXPRESSION,
    /** The value itself. */
    EXACT
  }

  static final PathMatch ANY = new PathMatch(Kind.PREFIX, "/", "/");

  static PathMatch exact(String path) {
    return new PathMatch(Kind.EXACT, path, path);
  }

  static PathMatch prefix(String path) {
    return path.equals("/") ? ANY : new PathMatch(Kind.PREFIX, path, path);
  }

  static PathMatch below(String path) {
    return new PathMatch(Kind.BELOW, path, path + "/");
  }

  static PathMatch expression(String expression, String literal) {
    return new PathMatch(Kind.EXPRESSION, expression, literal);
  }

  boolean matches(String path) {
    return switch (kind) {
      case EXACT -> path.equals(value);
      case EXPRESSION -> Pattern.matches(value, path);
      case BELOW -> path.startsWith(literal);
      case PREFIX -> equals(ANY) || path.equals(value) || path.startsWith(value + "/");
    };
  }

  /** What both have in common. */
  Overlap<PathMatch> meet(PathMatch other) {
    if (equals(other) || equals(ANY)) {
      return new Overlap.Of<>(other);
    }
    if (other.equals(ANY)) {
      return new Overlap.Of<>(this);
    }
    if (kind == Kind.EXACT || other.kind == Kind.EXACT) {
      PathMatch exact = kind == Kind.EXACT ? this : other;
      PathMatch any = kind == Kind.EXACT ? other : this;
      return any.matches(exact.value) ? new Overlap.Of<>(exact) : new Overlap.None<>();
    }
    if (!literal.startsWith(other.literal) && !other.literal.startsWith(literal)) {
      return new Overlap.None<>();
    }
    if (kind == Kind.EXPRESSION) {
      return other.kind == Kind.EXPRESSION ? new Overlap.Unknown<>() : other.within(this);
    }
    if (other.kind == Kind.EXPRESSION) {
      return within(other);
    }
    PathMatch longer = isDeeperThan(other) ? this : other;
    PathMatch shorter = isDeeperThan(other) ? other : this;
    return shorter.covers(longer) ? new Overlap.Of<>(longer) : new Overlap.None<>();
  }

  /** What a regular expression that begins alike has in common with this, which is none. */
  private Overlap<PathMatch> within(PathMatch expression) {
    return expression.literal.startsWith(value + "/")
        ? new Overlap.Of<>(expression)
        : new Overlap.Unknown<>();
  }

  private boolean isDeeperThan(PathMatch other) {
    return value.length() == other.value.length()
        ? kind == Kind.BELOW
        : value.length() > other.value.length();
  }

  private boolean covers(PathMatch deeper) {
    return deeper.value.equals(value) || deeper.value.startsWith(value + "/");
  }

  /** The greater goes first: its kind, then the longer prefix. */
  @Override
  public int compareTo(PathMatch other) {
    boolean prefixes =
        kind.compareTo(Kind.EXPRESSION) < 0 && other.kind.compareTo(Kind.EXPRESSION) < 0;
    return prefixes
        ? Integer.compare(value.length(), other.value.length())
        : Integer.compare(
            Math.max(kind.ordinal(), Kind.PREFIX.ordinal()),
            Math.max(other.kind.ordinal(), Kind.PREFIX.ordinal()));
  }
}
