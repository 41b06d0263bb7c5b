package dev.kubeecs.gateway.ecs.containerinstance;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.resources.containerinstance.NodeAttributes;
import java.util.regex.Pattern;

/** What attributes must be. Source: ECS API reference, Attribute. */
final class AttributeRules {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./\\\\-]{1,128}");
  private static final Pattern VALUE =
      Pattern.compile(
          "|[A-Za-z0-9_./\\\\@:-]([A-Za-z0-9_./\\\\@: -]{0,126}[A-Za-z0-9_./\\\\@:-])?");

  private AttributeRules() {}

  /** Refuses an attribute that ECS would not take, or that cannot be a label of a Node. */
  static void check(Attribute attribute) {
    requireName(attribute.name());
    if (!VALUE.matcher(value(attribute)).matches()) {
      throw invalidParameter(
          "The value of the attribute %s must have up to 128 letters, numbers, hyphens,"
              + " underscores, at signs, slashes, colons, periods and inner spaces.",
          attribute.name());
    }
    NodeAttributes.problem(attribute.name(), value(attribute))
        .ifPresent(
            problem -> {
              throw invalidParameter("kube-ecs cannot keep this attribute: %s.", problem);
            });
  }

  /** Refuses a name that ECS would not take, or keeps for itself. */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw invalidParameter(
          "Attribute names must have up to 128 letters, numbers, hyphens, underscores, slashes and"
              + " periods: %s.",
          name);
    }
    if (NodeAttributes.isReserved(name)) {
      throw invalidParameter(
          "The attribute %s is reserved: names must not begin with 'ecs.' or"
              + " 'com.amazonaws.ecs.'.",
          name);
    }
  }

  static String value(Attribute attribute) {
    return or(attribute.value(), "");
  }
}
