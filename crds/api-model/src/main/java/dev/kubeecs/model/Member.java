package dev.kubeecs.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A member of a structure.
 *
 * @param name in Java and in manifests
 * @param wireName in requests and answers: the same, but where the API begins names with a capital
 * @param shape name of its shape
 * @param required whether a request must carry it
 * @param deprecated whether the model calls it deprecated
 */
public record Member(
    String name, String wireName, String shape, boolean required, boolean deprecated) {

  private static final Pattern CAPITALS = Pattern.compile("IPv|[A-Z]+(?=[A-Z][a-z])|[A-Z]+$|[A-Z]");

  /** The member of that wire name. */
  static Member of(String wireName, String shape, boolean required, boolean deprecated) {
    return new Member(uncapitalized(wireName), wireName, shape, required, deprecated);
  }

  private static String uncapitalized(String wireName) {
    Matcher capitals = CAPITALS.matcher(wireName);
    return capitals.lookingAt()
        ? capitals.group().toLowerCase(Locale.ROOT) + wireName.substring(capitals.end())
        : wireName;
  }
}
