package dev.kubeecs.model.generator;

import static dev.kubeecs.model.generator.RecordSource.name;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Shape;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The builder of a record: {@code RunTaskRequest.builder().cluster("demo").build()}. */
record BuilderSource(Types types) {

  TypeSpec.Builder addTo(TypeSpec.Builder record, Shape.Structure structure) {
    ClassName type = types.named(structure.name());
    ClassName builder = type.nestedClass("Builder");
    TypeSpec.Builder source =
        TypeSpec.classBuilder(builder)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("Builds a {@link $T}.\n", type)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    CodeBlock.Builder copy = CodeBlock.builder().addStatement("$1T copy = new $1T()", builder);
    for (Member member : structure.members().values()) {
      source
          .addField(types.of(member.shape()), name(member), Modifier.PRIVATE)
          .addMethod(
              MethodSpec.methodBuilder(name(member))
                  .addModifiers(Modifier.PUBLIC)
                  .addParameter(types.of(member.shape()), name(member))
                  .returns(builder)
                  .addStatement("this.$1N = $1N", name(member))
                  .addStatement("return this")
                  .build());
      copy.addStatement("copy.$1N = $1N", name(member));
    }
    String arguments =
        structure.members().values().stream()
            .map(RecordSource::name)
            .collect(Collectors.joining(", "));
    source.addMethod(
        MethodSpec.methodBuilder("build")
            .addModifiers(Modifier.PUBLIC)
            .returns(type)
            .addStatement("return new $T($L)", type, arguments)
            .build());
    return record
        .addMethod(
            MethodSpec.methodBuilder("builder")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("A builder with every member absent.\n")
                .returns(builder)
                .addStatement("return new $T()", builder)
                .build())
        .addMethod(
            MethodSpec.methodBuilder("toBuilder")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("A builder that starts from this record.\n")
                .returns(builder)
                .addCode(copy.addStatement("return copy").build())
                .build())
        .addType(source.build());
  }
}
