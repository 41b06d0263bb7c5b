package dev.kubeecs.gateway.authorization;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What RBAC must allow a caller.
 *
 * @param verb such as {@code create}
 * @param resource the plural of a kind in the group {@code kube-ecs.dev}
 * @param subresource empty if it is the resource itself
 */
record Permission(String verb, String resource, String subresource) {

  private static final Pattern FORM = Pattern.compile("([a-z]+) ([a-z]+)(?:/([a-z]+))?");
  private static final Set<String> VERBS = Set.of("create", "get", "list", "update", "delete");

  /** Parses {@code create ecstasks} or {@code create ecstasks/exec}. */
  static Permission parse(String text) {
    Matcher parts = FORM.matcher(text.trim());
    if (!parts.matches() || !VERBS.contains(parts.group(1))) {
      throw new IllegalArgumentException("no permission: " + text);
    }
    return new Permission(
        parts.group(1), parts.group(2), parts.group(3) == null ? "" : parts.group(3));
  }

  /** As it is written in the file. */
  @Override
  public String toString() {
    return verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource);
  }
}
