package dev.kubeecs.resources.naming;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How ECS lets one name a task definition: {@code family}, {@code family:revision}, or an ARN.
 *
 * @param family the family
 * @param revision the revision; absent means the newest ACTIVE one
 * @param account the account if it was an ARN
 */
public record TaskDefinitionReference(
    String family, OptionalInt revision, Optional<Account> account) {

  /** The three forms, for the schema of resources. */
  public static final String SCHEMA =
      "^(arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:task-definition/)?"
          + "[a-zA-Z0-9_-]{1,255}(:[1-9][0-9]{0,8})?$";

  /** {@code family:revision} alone, for the schema of resources. */
  public static final String PINNED_SCHEMA = "^[a-zA-Z0-9_-]{1,255}:[1-9][0-9]{0,8}$";

  private static final Pattern FORM =
      Pattern.compile("([a-zA-Z0-9_-]{1,255})(?::([1-9]\\d{0,8}))?");

  /** Reads a reference; empty if it has none of the three forms. */
  public static Optional<TaskDefinitionReference> parse(String text) {
    Optional<Arn> arn = Arn.parse(text);
    if (Arn.looksLikeOne(text)
        && arn.filter(a -> a.type().equals("task-definition") && a.path().size() == 1).isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(arn.map(Arn::name).orElse(text));
    return matcher.matches()
        ? Optional.of(
            new TaskDefinitionReference(
                matcher.group(1),
                matcher.group(2) == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseInt(matcher.group(2))),
                arn.map(Arn::account)))
        : Optional.empty();
  }

  /** {@code family:revision}, or the family alone. */
  @Override
  public String toString() {
    return revision.isPresent() ? family + ":" + revision.getAsInt() : family;
  }
}
