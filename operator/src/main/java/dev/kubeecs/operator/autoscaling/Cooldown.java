package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.or;

import java.time.Duration;
import java.time.Instant;

/** The time after scaling in which a policy holds back. */
final class Cooldown {

  /** Source: the API reference, the default of ECS services. */
  private static final int DEFAULT_SECONDS = 300;

  private Cooldown() {}

  /**
   * Whether it lasts.
   *
   * @param since when it was scaled; null if never
   * @param seconds null is the default
   */
  static boolean lasts(Instant since, Integer seconds, Instant now) {
    return since != null
        && now.isBefore(since.plus(Duration.ofSeconds(or(seconds, DEFAULT_SECONDS))));
  }
}
