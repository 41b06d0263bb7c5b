package dev.kubeecs.operator.alarm.evaluation;

import static dev.kubeecs.resources.Absent.or;

/** How a period without datapoint counts. */
enum MissingData {
  /** As beyond the threshold. */
  BREACHING,
  /** As within the threshold. */
  NOT_BREACHING,
  /** Not at all: the state stays. */
  IGNORE,
  /** As missing: without any datapoint the state is INSUFFICIENT_DATA. */
  MISSING;

  /** As the API calls it; null is missing. */
  static MissingData of(String word) {
    return switch (or(word, "missing")) {
      case "breaching" -> BREACHING;
      case "notBreaching" -> NOT_BREACHING;
      case "ignore" -> IGNORE;
      case "missing" -> MISSING;
      default -> throw new IllegalStateException(word + " is refused");
    };
  }
}
