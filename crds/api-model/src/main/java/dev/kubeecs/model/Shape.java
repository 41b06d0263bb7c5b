package dev.kubeecs.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A shape of an API model: what a value on the wire may look like. */
public sealed interface Shape {

  /** The shape's name in the model. */
  String name();

  /**
   * A JSON object with named members.
   *
   * @param members by name, in the model's order
   * @param error the HTTP status if this is an error shape
   * @param document whether any JSON object is allowed
   */
  record Structure(
      String name, Map<String, Member> members, Optional<Integer> error, boolean document)
      implements Shape {}

  /** A JSON array. Bounds count items. */
  record Listing(String name, String element, Range length) implements Shape {}

  /** A JSON object with free keys. */
  record Mapping(String name, String key, String value) implements Shape {}

  /** A string. Bounds count characters; the pattern must match the whole. */
  record Text(String name, Range length, Optional<Pattern> pattern, boolean sensitive)
      implements Shape {}

  /** A string out of a set. */
  record Enumeration(String name, List<String> values) implements Shape {}

  /** A number; {@code kind} tells its width. */
  record Numeric(String name, Kind kind, Range range) implements Shape {
    /** The number's width on the wire. */
    public enum Kind {
      INTEGER,
      LONG,
      DOUBLE
    }
  }

  /** A boolean. */
  record Truth(String name) implements Shape {}

  /** Seconds since the epoch, as a JSON number. */
  record Timestamp(String name) implements Shape {}
}
