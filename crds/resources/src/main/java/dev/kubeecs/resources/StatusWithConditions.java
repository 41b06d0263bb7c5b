package dev.kubeecs.resources;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** A status that tells which generation of the spec it describes, and how that went. */
public interface StatusWithConditions {

  /** The {@code metadata.generation} this status describes; null before the first look. */
  Long observedGeneration();

  /** Conditions by type, at most one each; null before the first look. */
  List<Condition> conditions();

  /** The condition of that type, if the operator has set it. */
  default Optional<Condition> condition(String type) {
    return conditions() == null
        ? Optional.empty()
        : conditions().stream().filter(c -> type.equals(c.getType())).findFirst();
  }
}
