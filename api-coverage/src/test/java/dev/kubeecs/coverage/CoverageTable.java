package dev.kubeecs.coverage;

import dev.kubeecs.model.Member;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The coverage as Markdown. */
final class CoverageTable {

  private static final String INTRODUCTION =
      """
      # What becomes of every member of the ECS API

      Written by the build from the code (`make coverage`), never by hand; [ADR 20](adr/0020-coverage-from-the-code.md) says how.

      | word | meaning |
      |---|---|
      | honoured | kube-ecs reads it and acts by it |
      | kept and answered | it is there to be told back, and is |
      | accepted without effect | as on AWS, or harmless to leave out: the reason stands beside it |
      | refused | a request that carries it is answered with an error that names it |
      | answered, never answered | of members of answers: whether kube-ecs ever fills them in |
      | not built | the operation, or every operation that would take it, answers an error |
      """;

  private final Coverage coverage;
  private final Reasons withoutEffect;
  private final StringBuilder text = new StringBuilder(INTRODUCTION);

  private CoverageTable(Coverage coverage, Reasons withoutEffect) {
    this.coverage = coverage;
    this.withoutEffect = withoutEffect;
  }

  static String of(Coverage coverage, Reasons withoutEffect) {
    CoverageTable table = new CoverageTable(coverage, withoutEffect);
    table.figures();
    table.line("\n## Operations");
    table.operations().forEach(table::operation);
    table.line("\n## Structures");
    coverage.structures().forEach(table::structure);
    return table.text.toString();
  }

  private List<Operation> operations() {
    return coverage.model().operations().values().stream()
        .sorted(Comparator.comparing(Operation::name))
        .toList();
  }

  private void figures() {
    long built = operations().stream().filter(coverage::isBuilt).count();
    line("\n%d of %d operations are built.\n".formatted(built, operations().size()));
    Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
    for (Operation operation : operations()) {
      members(operation.input())
          .forEach(m -> counts.merge(coverage.ofInput(operation.input(), m), 1, Integer::sum));
    }
    for (String structure : coverage.structures()) {
      if (coverage.isTaken(structure)) {
        members(structure)
            .forEach(m -> counts.merge(coverage.ofInput(structure, m), 1, Integer::sum));
      }
    }
    line("| members of requests | |\n|---|---|");
    counts.forEach((fate, count) -> line("| %s | %d |".formatted(fate, count)));
  }

  private void operation(Operation operation) {
    line("\n### " + operation.name());
    if (!coverage.isBuilt(operation)) {
      line("\nNot built.");
    }
    if (!members(operation.input()).isEmpty()) {
      line("\n| request | |\n|---|---|");
      members(operation.input())
          .forEach(m -> line("| %s | %s |".formatted(m.name(), input(operation.input(), m))));
    }
    if (!members(operation.output()).isEmpty()) {
      line("\n| answer | |\n|---|---|");
      members(operation.output())
          .forEach(
              m ->
                  line(
                      "| %s | %s |".formatted(m.name(), coverage.ofOutput(operation.output(), m))));
    }
  }

  private void structure(String structure) {
    boolean taken = coverage.isTaken(structure);
    boolean told = coverage.isTold(structure);
    line("\n### " + structure);
    if (!taken && !told) {
      line("\nNot built, or within what is refused: " + String.join(", ", names(structure)) + ".");
      return;
    }
    line(
        "\n| |%s%s\n|---|%s%s"
            .formatted(
                taken ? " in requests |" : "",
                told ? " in answers |" : "",
                taken ? "---|" : "",
                told ? "---|" : ""));
    for (Member member : members(structure)) {
      line(
          "| %s |%s%s"
              .formatted(
                  member.name(),
                  taken ? " " + input(structure, member) + " |" : "",
                  told ? " " + coverage.ofOutput(structure, member) + " |" : ""));
    }
  }

  private String input(String shape, Member member) {
    Fate fate = coverage.ofInput(shape, member);
    String reason =
        switch (fate) {
          case REFUSED -> coverage.whyRefused(shape, member).map(why -> ": " + why).orElse("");
          case WITHOUT_EFFECT -> ": " + withoutEffect.of(shape, member.name());
          case HONOURED, KEPT -> values(coverage.refusedValues(shape, member));
          case ANSWERED, ABSENT, NOT_BUILT -> "";
        };
    return fate + reason;
  }

  private static String values(Set<String> refused) {
    return refused.isEmpty() ? "" : "; refused: " + String.join(", ", refused);
  }

  private List<Member> members(String structure) {
    return coverage.model().shape(structure) instanceof Shape.Structure known
        ? List.copyOf(known.members().values())
        : List.of();
  }

  private List<String> names(String structure) {
    return members(structure).stream().map(Member::name).toList();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
