package dev.kubeecs.gateway.taskendpoint;

import dev.kubeecs.resources.taskendpoint.TaskEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who a URL says that its caller is.
 *
 * @param podUid of the task's Pod
 * @param proof that the caller was told the URL
 * @param container ECS name of the container; empty where the URL is the whole task's
 */
record CallerId(String podUid, String proof, Optional<String> container) {

  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(TaskEndpoint.SEPARATOR));

  /** Reads {@code <uid>.<proof>} or {@code <uid>.<proof>.<container>}. */
  static Optional<CallerId> parse(String text) {
    List<String> parts = List.of(SEPARATOR.split(text, -1));
    return switch (parts.size()) {
      case 2 -> Optional.of(new CallerId(parts.get(0), parts.get(1), Optional.empty()));
      case 3 -> Optional.of(new CallerId(parts.get(0), parts.get(1), Optional.of(parts.get(2))));
      default -> Optional.empty();
    };
  }

  /** Without the proof, for logs. */
  @Override
  public String toString() {
    return podUid + container.map(name -> "/" + name).orElse("");
  }
}
