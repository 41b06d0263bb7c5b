package dev.kubeecs.resources.taskdefinition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of {@code dockerSecurityOptions}.
 *
 * @param value a profile, or a part of the SELinux context; empty for NO_NEW_PRIVILEGES
 */
public record SecurityOption(Kind kind, String value) {

  /** What an option sets. */
  public enum Kind {
    NO_NEW_PRIVILEGES,
    APPARMOR,
    SELINUX_USER,
    SELINUX_ROLE,
    SELINUX_TYPE,
    SELINUX_LEVEL
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(no-new-privileges)|apparmor[:=](.+)|label[:=](user|role|type|level)[:=](.+)");

  /** Empty if the option is none that a Pod knows. */
  public static Optional<SecurityOption> parse(String option) {
    Matcher matcher = FORM.matcher(option);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      return Optional.of(new SecurityOption(Kind.NO_NEW_PRIVILEGES, ""));
    }
    if (matcher.group(2) != null) {
      return Optional.of(new SecurityOption(Kind.APPARMOR, matcher.group(2)));
    }
    Kind part =
        switch (matcher.group(3)) {
          case "user" -> Kind.SELINUX_USER;
          case "role" -> Kind.SELINUX_ROLE;
          case "type" -> Kind.SELINUX_TYPE;
          default -> Kind.SELINUX_LEVEL;
        };
    return Optional.of(new SecurityOption(part, matcher.group(4)));
  }
}
