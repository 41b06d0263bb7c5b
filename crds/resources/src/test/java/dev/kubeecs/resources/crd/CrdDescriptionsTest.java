package dev.kubeecs.resources.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kubectl explain} has a sentence for everything that a user can write or read. */
class CrdDescriptionsTest {

  static List<Class<? extends HasMetadata>> kinds() {
    return GenerateCustomResourceDefinitions.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyPropertyIsDescribed(Class<? extends HasMetadata> kind) {
    List<String> silent = new ArrayList<>();
    Definitions.walk(
        kind.getSimpleName(),
        Definitions.schema(kind),
        (path, schema) -> {
          boolean element = path.endsWith("[]") || path.endsWith("{}");
          if (!element && (schema.getDescription() == null || schema.getDescription().isBlank())) {
            silent.add(path);
          }
        });
    assertThat(silent).as("properties without a description").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyDescriptionIsASentence(Class<? extends HasMetadata> kind) {
    List<String> wrong = new ArrayList<>();
    Definitions.walk(
        kind.getSimpleName(),
        Definitions.schema(kind),
        (path, schema) -> {
          String text = schema.getDescription();
          if (text != null && !(text.endsWith(".") && text.equals(text.strip()))) {
            wrong.add(path + ": " + text);
          }
        });
    assertThat(wrong).as("descriptions that end without a full stop").isEmpty();
  }
}
