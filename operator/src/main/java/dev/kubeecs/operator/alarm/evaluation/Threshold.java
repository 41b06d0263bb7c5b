package dev.kubeecs.operator.alarm.evaluation;

import dev.kubeecs.api.cloudwatch.ComparisonOperator;

/**
 * What a metric must not be.
 *
 * @param operator how it is compared
 * @param value with what
 */
record Threshold(ComparisonOperator operator, double value) {

  /** Whether a datapoint is beyond it. */
  boolean isBreachedBy(double datapoint) {
    return switch (operator) {
      case GREATERTHANOREQUALTOTHRESHOLD -> datapoint >= value;
      case GREATERTHANTHRESHOLD -> datapoint > value;
      case LESSTHANTHRESHOLD -> datapoint < value;
      case LESSTHANOREQUALTOTHRESHOLD -> datapoint <= value;
      case LESSTHANLOWERORGREATERTHANUPPERTHRESHOLD,
          LESSTHANLOWERTHRESHOLD,
          GREATERTHANUPPERTHRESHOLD ->
          throw new IllegalStateException(operator + " is refused");
    };
  }

  /** In words, to stand behind was or were. */
  String words() {
    String compared =
        switch (operator) {
          case GREATERTHANOREQUALTOTHRESHOLD -> "greater than or equal to";
          case GREATERTHANTHRESHOLD -> "greater than";
          case LESSTHANTHRESHOLD -> "less than";
          case LESSTHANOREQUALTOTHRESHOLD -> "less than or equal to";
          case LESSTHANLOWERORGREATERTHANUPPERTHRESHOLD,
              LESSTHANLOWERTHRESHOLD,
              GREATERTHANUPPERTHRESHOLD ->
              throw new IllegalStateException(operator + " is refused");
        };
    return "%s the threshold (%s)".formatted(compared, value);
  }
}
