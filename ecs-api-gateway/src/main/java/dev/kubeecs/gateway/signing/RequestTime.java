package dev.kubeecs.gateway.signing;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * When a request says that it was made.
 *
 * @param text as it is signed, {@code 20150830T123600Z}
 * @param instant the same
 */
record RequestTime(String text, Instant instant) {

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Reads {@code X-Amz-Date}, or {@code Date} where that is missing.
   *
   * @throws AwsException {@code IncompleteSignatureException} if there is none that can be read
   */
  static RequestTime of(Headers headers) {
    String text =
        headers
            .first("x-amz-date")
            .or(() -> headers.first("date"))
            .orElseThrow(
                () ->
                    incomplete(
                        "Authorization header requires existence of either a 'X-Amz-Date' or a"
                            + " 'Date' header."));
    try {
      return new RequestTime(text, BASIC.parse(text, Instant::from));
    } catch (DateTimeException e) {
      throw incomplete("Date must be in ISO-8601 'basic format'. Got '" + text + "'.");
    }
  }

  /** {@code yyyyMMdd}. */
  String date() {
    return text.substring(0, 8);
  }

  /**
   * Returns if the time is near enough to {@code now}.
   *
   * @throws AwsException {@code InvalidSignatureException} if it is not
   */
  void requireCurrent(Instant now, Duration allowedSkew) {
    Instant oldest = now.minus(allowedSkew);
    if (instant.isBefore(oldest)) {
      throw outside(
          "Signature expired: %s is now earlier than %s (%s - %d min.)", oldest, now, allowedSkew);
    }
    Instant newest = now.plus(allowedSkew);
    if (instant.isAfter(newest)) {
      throw outside(
          "Signature not yet current: %s is still later than %s (%s + %d min.)",
          newest, now, allowedSkew);
    }
  }

  private AwsException outside(String message, Instant bound, Instant now, Duration allowedSkew) {
    return new AwsException(
        "InvalidSignatureException",
        message.formatted(
            text,
            BASIC.format(bound.truncatedTo(ChronoUnit.SECONDS)),
            BASIC.format(now.truncatedTo(ChronoUnit.SECONDS)),
            allowedSkew.toMinutes()));
  }

  private static AwsException incomplete(String message) {
    return new AwsException("IncompleteSignatureException", message);
  }
}
