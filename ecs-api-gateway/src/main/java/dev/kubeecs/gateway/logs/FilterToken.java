package dev.kubeecs.gateway.logs;

import dev.kubeecs.gateway.logs.store.EventKey;
import dev.kubeecs.gateway.protocol.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of FilterLogEvents ended, and the ids of its events. */
final class FilterToken {

  private static final Pattern FORM =
      Pattern.compile("(\\w+)\n(-?\\d{1,19})\n(-?\\d{1,19})\n(.*)", Pattern.DOTALL);
  private static final long TEN_TO_18 = 1_000_000_000_000_000_000L;

  private FilterToken() {}

  static String of(Call call, EventKey key) {
    String text =
        String.join(
            "\n",
            call.operation().name(),
            Long.toString(key.timestamp()),
            Long.toString(key.position()),
            key.stream());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<EventKey> parse(Call call, String token) {
    if (token == null) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      Matcher parts = FORM.matcher(text);
      if (!parts.matches() || !parts.group(1).equals(call.operation().name())) {
        throw LogErrors.invalidToken();
      }
      return Optional.of(
          new EventKey(
              Long.parseLong(parts.group(2)), parts.group(4), Long.parseLong(parts.group(3))));
    } catch (IllegalArgumentException e) {
      throw LogErrors.invalidToken();
    }
  }

  /** 56 digits, as AWS has them: the same event has the same id in every answer. */
  static String eventId(EventKey key) {
    long stream =
        UUID.nameUUIDFromBytes(key.stream().getBytes(StandardCharsets.UTF_8))
            .getMostSignificantBits();
    return "%020d%018d%018d"
        .formatted(key.timestamp(), Math.floorMod(stream, TEN_TO_18), key.position());
  }
}
