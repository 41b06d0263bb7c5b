package dev.kubeecs.resources.naming;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The role of a task, which is a ServiceAccount in the namespace of its account.
 *
 * @param accountId whose role it is; empty where only a name was given, which is the task's own
 * @param name without its path, which IAM does not need to tell roles apart
 */
public record TaskRole(Optional<String> accountId, String name) {

  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/(?:.*/)?([^/]+)");

  /** Reads what {@code taskRoleArn} says: an ARN or a name; empty if there is no role in it. */
  public static Optional<TaskRole> parse(String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    if (!Arn.looksLikeOne(text)) {
      return Optional.of(new TaskRole(Optional.empty(), text));
    }
    Matcher matcher = ARN.matcher(text);
    return matcher.matches()
        ? Optional.of(new TaskRole(Optional.of(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** Whether a task of that account may have it. */
  public boolean isOf(Account account) {
    return accountId.isEmpty() || accountId.get().equals(account.id());
  }

  /** The ServiceAccount whose rights the role has. */
  public String serviceAccount() {
    return ObjectNames.serviceAccount(name);
  }
}
