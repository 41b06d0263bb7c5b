package dev.kubeecs.resources.crd;

import dev.kubeecs.resources.Fixed;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has the API server refuse changes of members that are {@link Fixed}.
 *
 * <p>The rules stand at the spec, since a rule at the member itself is skipped when the member is
 * added or removed.
 */
final class FixedMembers {

  /** Words of CEL that rules escape. Source: Kubernetes, CustomResourceDefinitions, escaping. */
  private static final Set<String> RESERVED = Set.of("namespace");

  private FixedMembers() {}

  /** Adds the rules of a spec's fixed members before those that it has already. */
  static void refine(Class<?> spec, JSONSchemaProps schema) {
    Stream<ValidationRule> fixed =
        fixed(spec).entrySet().stream()
            .map(entry -> rule(entry.getKey(), entry.getValue(), required(schema, entry.getKey())));
    Stream<ValidationRule> others =
        Optional.ofNullable(schema.getXKubernetesValidations()).stream().flatMap(List::stream);
    schema.setXKubernetesValidations(Stream.concat(fixed, others).toList());
  }

  /** What to do instead of changing a member, by the member's name. */
  private static Map<String, String> fixed(Class<?> spec) {
    Map<String, String> fixed = new LinkedHashMap<>();
    Fixed all = spec.getAnnotation(Fixed.class);
    for (RecordComponent member : spec.getRecordComponents()) {
      Fixed one = Optional.ofNullable(member.getAnnotation(Fixed.class)).orElse(all);
      if (one != null) {
        fixed.put(member.getName(), one.value());
      }
    }
    for (String free : all == null ? new String[0] : all.except()) {
      if (fixed.remove(free) == null) {
        throw new IllegalArgumentException(spec.getSimpleName() + " has no member " + free);
      }
    }
    return fixed;
  }

  private static boolean required(JSONSchemaProps schema, String member) {
    return schema.getRequired() != null && schema.getRequired().contains(member);
  }

  private static ValidationRule rule(String member, String instead, boolean required) {
    String name = RESERVED.contains(member) ? "__" + member + "__" : member;
    String same = "self.%1$s == oldSelf.%1$s".formatted(name);
    return new ValidationRuleBuilder()
        .withRule(
            required
                ? same
                : "has(self.%1$s) == has(oldSelf.%1$s) && (!has(self.%1$s) || %2$s)"
                    .formatted(name, same))
        .withMessage(member + " cannot be changed: " + instead)
        .withFieldPath("." + member)
        .withReason("FieldValueForbidden")
        .build();
  }
}
