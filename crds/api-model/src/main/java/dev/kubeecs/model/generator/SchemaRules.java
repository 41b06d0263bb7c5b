package dev.kubeecs.model.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import dev.kubeecs.model.Range;
import dev.kubeecs.model.Shape;
import java.util.ArrayList;
import java.util.List;

/** What the model demands of a member, as annotations that the CRD generator turns into schema. */
final class SchemaRules {

  private SchemaRules() {}

  static List<AnnotationSpec> of(Shape shape, boolean required) {
    List<AnnotationSpec> rules = new ArrayList<>();
    if (required) {
      rules.add(rule("Required").build());
    }
    switch (shape) {
      case Shape.Numeric number -> rules.addAll(bounds(number.range()));
      case Shape.Text text -> {
        rules.addAll(length(text.length()));
        text.pattern()
            .ifPresent(
                pattern ->
                    rules.add(
                        rule("Pattern")
                            .addMember("value", "$S", "^(?:" + pattern.pattern() + ")$")
                            .build()));
      }
      case Shape.Listing list -> rules.addAll(length(list.length()));
      case Shape.Structure ignored -> {}
      case Shape.Mapping ignored -> {}
      case Shape.Enumeration ignored -> {}
      case Shape.Truth ignored -> {}
      case Shape.Timestamp ignored -> {}
    }
    return rules;
  }

  private static List<AnnotationSpec> bounds(Range range) {
    List<AnnotationSpec> rules = new ArrayList<>();
    range.min().ifPresent(min -> rules.add(rule("Min").addMember("value", "$L", min).build()));
    range.max().ifPresent(max -> rules.add(rule("Max").addMember("value", "$L", max).build()));
    return rules;
  }

  private static List<AnnotationSpec> length(Range range) {
    if (range.equals(Range.OPEN)) {
      return List.of();
    }
    AnnotationSpec.Builder size = rule("Size");
    range.min().ifPresent(min -> size.addMember("min", "$LL", min.longValue()));
    range.max().ifPresent(max -> size.addMember("max", "$LL", max.longValue()));
    return List.of(size.build());
  }

  private static AnnotationSpec.Builder rule(String name) {
    return AnnotationSpec.builder(ClassName.get("io.fabric8.generator.annotation", name));
  }
}
