package dev.kubeecs.coverage;

import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A properties file that gives members of the API a reason: {@code Operation.member} for one of an
 * operation's request, otherwise {@code Structure.member}, {@code Structure.*} or {@code
 * Enumeration.VALUE}.
 *
 * @param byPlace reasons by shape and member
 */
record Reasons(Map<String, String> byPlace) {

  private static final String ALL = ".*";

  static Reasons load(String resource, ApiModel model) {
    Properties entries = new Properties();
    try (InputStream content = Reasons.class.getResourceAsStream(resource)) {
      entries.load(content);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
    Map<String, String> reasons = new TreeMap<>();
    for (String entry : entries.stringPropertyNames()) {
      int dot = entry.lastIndexOf('.');
      String owner = entry.substring(0, dot);
      String shape = model.operation(owner).map(Operation::input).orElse(owner);
      reasons.put(shape + entry.substring(dot), entries.getProperty(entry));
    }
    return new Reasons(reasons);
  }

  /** Why; null if the file does not say. */
  String of(String shape, String member) {
    String reason = byPlace.get(shape + "." + member);
    return reason == null ? byPlace.get(shape + ALL) : reason;
  }

  /** Those of the members, written {@code Structure.member}, that have no reason. */
  Set<String> unexplained(Set<String> members) {
    Set<String> unexplained = new TreeSet<>(members);
    unexplained.removeIf(
        member -> {
          int dot = member.lastIndexOf('.');
          return of(member.substring(0, dot), member.substring(dot + 1)) != null;
        });
    return unexplained;
  }

  /** Entries that are about none of these members. */
  Set<String> besides(Set<String> members) {
    Set<String> besides = new TreeSet<>(byPlace.keySet());
    besides.removeAll(members);
    members.forEach(member -> besides.remove(member.substring(0, member.lastIndexOf('.')) + ALL));
    return besides;
  }
}
