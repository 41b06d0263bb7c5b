package dev.kubeecs.resources.loadbalancing.validation;

import static dev.kubeecs.resources.loadbalancing.validation.Rules.unless;

import dev.kubeecs.resources.loadbalancing.Attributes;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules of the values of attributes that are honoured. Source: the ELB API reference. */
final class AttributeRules {

  private AttributeRules() {}

  static Optional<String> violation(Attributes attributes) {
    return Stream.of(
            number(attributes, Attributes.IDLE_TIMEOUT, 1, 4000),
            number(attributes, Attributes.DEREGISTRATION_DELAY, 0, 3600),
            number(attributes, Attributes.STICKINESS_DURATION, 1, 604_800),
            choice(attributes, Attributes.STICKINESS, "true", "false"),
            choice(attributes, Attributes.DELETION_PROTECTION, "true", "false"),
            choice(attributes, Attributes.ALGORITHM, "round_robin", "least_outstanding_requests"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> number(Attributes attributes, String key, int first, int last) {
    String value = attributes.get(key);
    return unless(
        value == null || Rules.isNumber(value, first, last),
        "'%s' must be an integer between '%d' and '%d', inclusive",
        key,
        first,
        last);
  }

  private static Optional<String> choice(
      Attributes attributes, String key, String one, String other) {
    String value = attributes.get(key);
    return unless(
        value == null || value.equals(one) || value.equals(other),
        "'%s' must be '%s' or '%s'",
        key,
        one,
        other);
  }
}
