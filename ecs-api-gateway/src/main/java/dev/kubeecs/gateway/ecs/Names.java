package dev.kubeecs.gateway.ecs;

import java.util.regex.Pattern;

/** Names that clients give to what they create. */
public final class Names {

  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_-]{1,255}");

  private Names() {}

  /**
   * Refuses a name that ECS would not take.
   *
   * @param member of the request, for the message
   */
  public static void require(String member, String name) {
    if (name == null || !FORM.matcher(name).matches()) {
      throw EcsErrors.invalidParameter(
          "%s must have up to 255 letters (uppercase and lowercase), numbers, underscores, and "
              + "hyphens.",
          member);
    }
  }
}
