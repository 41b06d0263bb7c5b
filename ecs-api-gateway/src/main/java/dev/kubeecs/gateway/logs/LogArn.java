package dev.kubeecs.gateway.logs;

import dev.kubeecs.resources.naming.Account;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of groups and streams as ARNs. */
final class LogArn {

  private static final Pattern GROUP =
      Pattern.compile("arn:[\\w-]+:logs:([^:]*):([^:]*):log-group:([^:]+)(?::\\*)?");

  private LogArn() {}

  static String group(Account account, String group) {
    return "arn:aws:logs:%s:%s:log-group:%s".formatted(account.region(), account.id(), group);
  }

  static String stream(Account account, String group, String stream) {
    return group(account, group) + ":log-stream:" + stream;
  }

  /** The name of the group that an ARN, which must be the caller's, or a name means. */
  static String groupName(Account account, String identifier) {
    if (!identifier.startsWith("arn:")) {
      return identifier;
    }
    Matcher parts = GROUP.matcher(identifier);
    if (!parts.matches()) {
      throw LogErrors.invalid("%s is not the ARN of a log group.", identifier);
    }
    if (!parts.group(1).equals(account.region()) || !parts.group(2).equals(account.id())) {
      throw LogErrors.noGroup();
    }
    return parts.group(3);
  }
}
