package dev.kubeecs.operator.condition;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes and merges conditions. */
public final class Conditions {

  /** The type of the condition that sums up whether an object works. */
  public static final String READY = "Ready";

  private final Clock clock;

  /** Times of transition come from the clock. */
  public Conditions(Clock clock) {
    this.clock = clock;
  }

  /** Present conditions (null is none) with {@code Ready=True} merged in. */
  public List<Condition> ready(List<Condition> present, Long generation) {
    return merge(present, READY, true, "Ready", "", generation);
  }

  /**
   * Present conditions (null is none) with {@code Ready=False} merged in.
   *
   * @param reason one word in CamelCase
   * @param message what to do about it, for people
   */
  public List<Condition> notReady(
      List<Condition> present, Reason reason, String message, Long generation) {
    return merge(present, READY, false, reason.name(), message, generation);
  }

  /** Present conditions (null is none) with one replaced or added, by its type. */
  public List<Condition> merge(
      List<Condition> present,
      String type,
      boolean status,
      String reason,
      String message,
      Long generation) {
    List<Condition> before = present == null ? List.of() : present;
    String word = status ? "True" : "False";
    List<Condition> merged = new ArrayList<>();
    String since = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    for (Condition condition : before) {
      if (!type.equals(condition.getType())) {
        merged.add(condition);
      } else if (Objects.equals(word, condition.getStatus())) {
        since = condition.getLastTransitionTime();
      }
    }
    merged.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(word)
            .withReason(reason)
            .withMessage(message)
            .withObservedGeneration(generation)
            .withLastTransitionTime(since)
            .build());
    return List.copyOf(merged);
  }
}
