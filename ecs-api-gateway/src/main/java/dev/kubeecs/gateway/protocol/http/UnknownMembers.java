package dev.kubeecs.gateway.protocol.http;

import java.util.List;
import java.util.stream.Collectors;

/** Names that a client chose, made safe for a header. */
final class UnknownMembers {

  private static final int MOST_NAMES = 20;
  private static final int LONGEST_NAME = 128;

  private UnknownMembers() {}

  static String headerValue(List<String> paths) {
    return paths.stream()
        .limit(MOST_NAMES)
        .map(UnknownMembers::safe)
        .collect(Collectors.joining(", "));
  }

  private static String safe(String path) {
    String start = path.length() <= LONGEST_NAME ? path : path.substring(0, LONGEST_NAME);
    return start.replaceAll("[^A-Za-z0-9_.:/\\[\\]-]", "?");
  }
}
