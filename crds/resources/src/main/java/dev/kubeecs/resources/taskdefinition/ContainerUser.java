package dev.kubeecs.resources.taskdefinition;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As whom a container runs. Kubernetes takes numbers only, so that of all names {@code root} alone
 * can be told without looking into the image.
 *
 * @param user its number
 * @param group its number; empty for the one that the image gives the user
 */
public record ContainerUser(long user, OptionalLong group) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}|root)(?::(\\d{1,9}|root))?");

  /** Empty if the text has a name, or is none of the forms of {@code user}. */
  public static Optional<ContainerUser> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ContainerUser(
                number(matcher.group(1)),
                matcher.group(2) == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(number(matcher.group(2)))))
        : Optional.empty();
  }

  private static long number(String id) {
    return id.equals("root") ? 0 : Long.parseLong(id);
  }
}
