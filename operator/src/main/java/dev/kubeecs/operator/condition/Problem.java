package dev.kubeecs.operator.condition;

import java.util.List;
import java.util.Optional;

/**
 * Why a resource cannot be as its spec asks.
 *
 * @param message names the field at fault, and says what to do
 */
public record Problem(Reason reason, String message) {

  /** That the spec asks for what is against a rule. */
  public static Problem invalid(String message) {
    return new Problem(Reason.Invalid, message + ".");
  }

  /** That some fields cannot be honoured; empty if there are none. */
  public static Optional<Problem> unsupported(List<String> fields) {
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Reason.Unsupported,
                "kube-ecs cannot honour this yet: %s.".formatted(String.join(", ", fields))));
  }
}
