package dev.kubeecs.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/api-coverage.md} is what the code says, and nothing is dropped silently. {@code make
 * coverage} writes the table anew: read it before you commit it.
 */
class ApiCoverageTest {

  private static final Path TABLE = Path.of("../docs/api-coverage.md");

  private static Coverage coverage;
  private static Reasons withoutEffect;

  @BeforeAll
  static void readTheCode() {
    coverage = Coverage.ofTheCode();
    withoutEffect = Reasons.load("accepted-without-effect.properties", coverage.model());
  }

  @Test
  void tableSaysWhatTheCodeDoes() throws IOException {
    String table = CoverageTable.of(coverage, withoutEffect);
    if ("write".equals(System.getProperty("coverage"))) {
      Files.writeString(TABLE, table);
    }
    assertThat(table)
        .as("docs/api-coverage.md is out of date: run `make coverage` and read the difference")
        .isEqualTo(Files.readString(TABLE));
  }

  @Test
  void whatIsAcceptedWithoutEffectIsExplained() {
    Set<String> unexplained = withoutEffect.unexplained(acceptedWithoutEffect());
    assertThat(unexplained)
        .as(
            "members that are accepted and that nobody reads: honour them, refuse them in"
                + " refused-members.properties, or explain them in"
                + " accepted-without-effect.properties")
        .isEmpty();
  }

  @Test
  void noExplanationIsLeftOver() {
    assertThat(withoutEffect.besides(acceptedWithoutEffect())).isEmpty();
  }

  private Set<String> acceptedWithoutEffect() {
    Set<String> members = new TreeSet<>();
    coverage.model().operations().values().stream()
        .map(Operation::input)
        .forEach(input -> collect(input, members));
    coverage.structures().forEach(shape -> collect(shape, members));
    return members;
  }

  private void collect(String structure, Set<String> members) {
    if (coverage.model().shape(structure) instanceof Shape.Structure known) {
      known.members().values().stream()
          .filter(member -> coverage.ofInput(structure, member) == Fate.WITHOUT_EFFECT)
          .forEach(member -> members.add(structure + "." + member.name()));
    }
  }
}
