package dev.kubeecs.model.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The Java type of every shape. All are nullable: an absent member is {@code null}. */
record Types(ApiModel model, String packageName) {

  private static final ClassName JSON = ClassName.get("com.fasterxml.jackson.databind", "JsonNode");

  TypeName of(String shapeName) {
    return switch (model.shape(shapeName)) {
      case Shape.Structure structure when structure.document() -> JSON;
      // In a stream of events; nobody writes one.
      case Shape.Structure structure when structure.error().isPresent() -> JSON;
      case Shape.Structure structure -> named(structure.name());
      case Shape.Enumeration enumeration -> named(enumeration.name());
      case Shape.Listing list ->
          ParameterizedTypeName.get(ClassName.get(List.class), of(list.element()));
      case Shape.Mapping map ->
          ParameterizedTypeName.get(ClassName.get(Map.class), of(map.key()), of(map.value()));
      case Shape.Text ignored -> ClassName.get(String.class);
      case Shape.Numeric number ->
          ClassName.get(
              switch (number.kind()) {
                case INTEGER -> Integer.class;
                case LONG -> Long.class;
                case DOUBLE -> Double.class;
              });
      case Shape.Truth ignored -> ClassName.get(Boolean.class);
      case Shape.Timestamp ignored -> ClassName.get(Instant.class);
    };
  }

  ClassName named(String shapeName) {
    return ClassName.get(packageName, shapeName);
  }

  boolean isDocument(String shapeName) {
    return model.shape(shapeName) instanceof Shape.Structure structure && structure.document();
  }
}
