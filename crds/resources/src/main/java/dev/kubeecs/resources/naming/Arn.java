package dev.kubeecs.resources.naming;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Amazon Resource Name of an ECS resource.
 *
 * @param account whose it is
 * @param type such as cluster, service, task-definition
 * @param path what follows the type, split at slashes: {@code [demo, hello]} for a service
 */
public record Arn(Account account, String type, List<String> path) {

  private static final Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:ecs:([a-z0-9-]+):(\\d{12}):([a-z-]+)/(.+)");

  public Arn {
    path = List.copyOf(path);
  }

  /** Reads an ARN of ECS; empty if the text is none. */
  public static Optional<Arn> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Arn(
                new Account(matcher.group(2), matcher.group(1)),
                matcher.group(3),
                List.of(matcher.group(4).split("/", -1))))
        : Optional.empty();
  }

  /** Whether the text claims to be an ARN, well-formed or not. */
  public static boolean looksLikeOne(String text) {
    return text.startsWith("arn:");
  }

  /** The last part: the name or id of the resource itself. */
  public String name() {
    return path.get(path.size() - 1);
  }
}
