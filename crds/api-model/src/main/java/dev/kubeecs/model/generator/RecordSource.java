package dev.kubeecs.model.generator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Shape;
import java.util.Map;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/**
 * A structure as an immutable record with a builder.
 *
 * @param responses the output shape of the operation that a structure is the input of, empty if it
 *     has none
 */
record RecordSource(Types types, Descriptions descriptions, Map<String, String> responses) {

  private static final ClassName PRESERVE_UNKNOWN =
      ClassName.get("io.fabric8.crd.generator.annotation", "PreserveUnknownFields");
  private static final ClassName REQUEST = ClassName.get("dev.kubeecs.model", "Request");
  private static final ClassName NOTHING = ClassName.get("dev.kubeecs.model", "NoResponse");
  private static final ClassName IMMUTABLE = ClassName.get("dev.kubeecs.model", "Immutable");

  TypeSpec of(Shape.Structure structure) {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    MethodSpec.Builder copies =
        MethodSpec.compactConstructorBuilder().addModifiers(Modifier.PUBLIC);
    boolean copiesAny = false;
    for (Member member : structure.members().values()) {
      components.addParameter(component(structure, member));
      Shape shape = types.model().shape(member.shape());
      if (shape instanceof Shape.Listing || shape instanceof Shape.Mapping) {
        copies.addStatement("$1N = $2T.copy($1N)", name(member), IMMUTABLE);
        copiesAny = true;
      }
    }
    TypeSpec.Builder source =
        TypeSpec.recordBuilder(structure.name())
            .addModifiers(Modifier.PUBLIC)
            .addAnnotation(Generated.ANNOTATION)
            .addAnnotation(
                AnnotationSpec.builder(JsonInclude.class)
                    .addMember("value", "$T.NON_NULL", JsonInclude.Include.class)
                    .build())
            .addAnnotation(
                AnnotationSpec.builder(JsonIgnoreProperties.class)
                    .addMember("ignoreUnknown", "true")
                    .build())
            .addJavadoc("{@code $L} of the API model; absent members are null.\n", structure.name())
            .recordConstructor(components.build());
    if (responses.containsKey(structure.name())) {
      String response = responses.get(structure.name());
      source.addSuperinterface(
          ParameterizedTypeName.get(REQUEST, response.isEmpty() ? NOTHING : types.named(response)));
    }
    if (copiesAny) {
      source.addMethod(copies.build());
    }
    return new BuilderSource(types).addTo(source, structure).build();
  }

  private ParameterSpec component(Shape.Structure structure, Member member) {
    ParameterSpec.Builder component = ParameterSpec.builder(types.of(member.shape()), name(member));
    descriptions
        .of(structure.name(), member.name())
        .ifPresent(
            text ->
                component.addAnnotation(
                    AnnotationSpec.builder(JsonPropertyDescription.class)
                        .addMember("value", "$S", text)
                        .build()));
    if (types.isDocument(member.shape())) {
      component.addAnnotation(PRESERVE_UNKNOWN);
    }
    SchemaRules.of(types.model().shape(member.shape()), member.required())
        .forEach(component::addAnnotation);
    return component.build();
  }

  static String name(Member member) {
    if (SourceVersion.isKeyword(member.name())) {
      throw new IllegalArgumentException(member.name() + " is a Java keyword: give it a name here");
    }
    return member.name();
  }
}
