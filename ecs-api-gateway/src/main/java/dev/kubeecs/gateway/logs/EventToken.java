package dev.kubeecs.gateway.logs;

import dev.kubeecs.gateway.logs.store.EventKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token of GetLogEvents, in the form that AWS gives them: {@code f/} or {@code b/}, 56 digits,
 * {@code /s}. The digits are a time and a position.
 *
 * @param forward whether it leads to later events
 * @param key the event next to those it leads to, which is not among them
 */
record EventToken(boolean forward, EventKey key) {

  private static final Pattern FORM = Pattern.compile("([fb])/(\\d{20})(\\d{36})/s");

  static Optional<EventToken> parse(String text, String stream) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw LogErrors.invalidToken();
    }
    try {
      return Optional.of(
          new EventToken(
              parts.group(1).equals("f"),
              new EventKey(
                  Long.parseLong(parts.group(2)), stream, Long.parseLong(parts.group(3)) - 1)));
    } catch (NumberFormatException e) {
      throw LogErrors.invalidToken();
    }
  }

  static String forward(EventKey last) {
    return text("f", last);
  }

  static String backward(EventKey first) {
    return text("b", first);
  }

  private static String text(String direction, EventKey key) {
    // A position may be the one before the first.
    return "%s/%020d%036d/s".formatted(direction, key.timestamp(), key.position() + 1);
  }

  /** The tokens of an empty page that was found by this one: it again, and the way back. */
  String forwardOfNothing() {
    return forward(forward ? key : beside(-1));
  }

  String backwardOfNothing() {
    return backward(forward ? beside(1) : key);
  }

  private EventKey beside(int step) {
    return new EventKey(key.timestamp(), key.stream(), Math.max(-1, key.position() + step));
  }
}
