package dev.kubeecs.resources.taskdefinition.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file is a case: an invalid one begins with the violations expected, as comments. */
class TaskDefinitionValidationTest {

  private static final Path CASES = Path.of("src/test/resources/taskdefinition");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tellsWhatEcsWouldRefuse(String name) throws IOException {
    List<String> lines = Files.readAllLines(CASES.resolve(name));
    List<String> expected =
        lines.stream().filter(l -> l.startsWith("# ")).map(l -> l.substring(2)).toList();
    TaskDefinitionSpec definition =
        Serialization.unmarshal(String.join("\n", lines), TaskDefinitionSpec.class);

    List<Violation> violations = TaskDefinitionValidation.violations(definition);

    assertThat(violations).extracting(Violation::toString).containsExactlyElementsOf(expected);
    assertThat(expected.isEmpty()).as("the file's name").isEqualTo(name.startsWith("valid-"));
  }
}
