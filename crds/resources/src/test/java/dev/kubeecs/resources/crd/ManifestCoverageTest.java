package dev.kubeecs.resources.crd;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus leaves nothing out that the API server has to decide. */
class ManifestCoverageTest {

  static List<Class<? extends HasMetadata>> kinds() {
    return GenerateCustomResourceDefinitions.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aValidManifestUsesEveryMemberOfTheSpec(Class<? extends HasMetadata> kind) {
    Set<String> unused = new TreeSet<>();
    Definitions.walk(
        "spec",
        Definitions.schema(kind).getProperties().get("spec"),
        (path, schema) -> unused.add(path));
    Manifest.valid()
        .flatMap(manifest -> manifest.documents().stream())
        .filter(document -> document.getKind().equals(HasMetadata.getKind(kind)))
        .forEach(document -> remove("spec", document.get("spec"), unused));
    assertThat(unused).as("members that no valid manifest uses").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anInvalidManifestBreaksEveryRule(Class<? extends HasMetadata> kind) {
    Set<String> messages = new TreeSet<>();
    Definitions.walk(
        "",
        Definitions.schema(kind),
        (path, schema) -> {
          if (schema.getXKubernetesValidations() != null) {
            schema.getXKubernetesValidations().stream()
                .map(ValidationRule::getMessage)
                .forEach(messages::add);
          }
        });
    Set<String> refusals =
        Manifest.invalid()
            .flatMap(manifest -> manifest.refusals().stream())
            .collect(toCollection(TreeSet::new));
    messages.removeIf(message -> refusals.stream().anyMatch(refusal -> refusal.endsWith(message)));
    assertThat(messages).as("rules that no invalid manifest breaks").isEmpty();
  }

  private static void remove(String path, Object value, Set<String> paths) {
    paths.remove(path);
    switch (value) {
      case Map<?, ?> members ->
          members.forEach(
              (name, member) -> {
                remove(path + "." + name, member, paths);
                remove(path + "{}", member, paths);
              });
      case List<?> elements -> elements.forEach(element -> remove(path + "[]", element, paths));
      case null, default -> {}
    }
  }
}
