package dev.kubeecs.model.generator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kubeecs.model.Shape;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/** An enumeration as a Java enum whose constants carry their wire value. */
final class EnumSource {

  private EnumSource() {}

  static TypeSpec of(Shape.Enumeration enumeration) {
    TypeSpec.Builder source =
        TypeSpec.enumBuilder(enumeration.name())
            .addModifiers(Modifier.PUBLIC)
            .addAnnotation(Generated.ANNOTATION)
            .addJavadoc("{@code $L} of the API model.\n", enumeration.name())
            .addField(String.class, "wire", Modifier.PRIVATE, Modifier.FINAL)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addParameter(String.class, "wire")
                    .addStatement("this.wire = wire")
                    .build())
            .addMethod(
                MethodSpec.methodBuilder("toString")
                    .addAnnotation(Override.class)
                    .addJavadoc("The value as it stands on the wire.\n")
                    .addModifiers(Modifier.PUBLIC)
                    .returns(String.class)
                    .addStatement("return wire")
                    .build());
    for (String value : enumeration.values()) {
      source.addEnumConstant(
          constant(value),
          TypeSpec.anonymousClassBuilder("$S", value)
              .addAnnotation(
                  AnnotationSpec.builder(JsonProperty.class)
                      .addMember("value", "$S", value)
                      .build())
              .build());
    }
    return source.build();
  }

  private static String constant(String value) {
    String name = value.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }
}
