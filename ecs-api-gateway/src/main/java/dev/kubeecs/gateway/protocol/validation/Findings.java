package dev.kubeecs.gateway.protocol.validation;

import java.util.List;

/**
 * What validation found. Every entry names the full path of the member.
 *
 * @param wrongTypes values that cannot be read at all
 * @param violations constraints of the model that do not hold
 * @param refused members that we know and cannot honour, with the reason
 * @param unknownMembers paths of members that the model does not know
 */
public record Findings(
    List<String> wrongTypes,
    List<String> violations,
    List<String> refused,
    List<String> unknownMembers) {

  public Findings {
    wrongTypes = List.copyOf(wrongTypes);
    violations = List.copyOf(violations);
    refused = List.copyOf(refused);
    unknownMembers = List.copyOf(unknownMembers);
  }

  /** The violations in AWS's phrasing. */
  public String violationMessage() {
    return "%d validation error%s detected: %s"
        .formatted(
            violations.size(), violations.size() == 1 ? "" : "s", String.join("; ", violations));
  }
}
