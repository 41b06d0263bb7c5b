package dev.kubeecs.model.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;

/** Marks generated sources, so that static analysis passes them by. */
final class Generated {

  static final AnnotationSpec ANNOTATION =
      AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
          .addMember("value", "$S", GenerateRecords.class.getName())
          .build();

  private Generated() {}
}
