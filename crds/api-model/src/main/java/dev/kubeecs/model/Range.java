package dev.kubeecs.model;

import java.util.Optional;

/** Inclusive bounds, either of which may be open. */
public record Range(Optional<Double> min, Optional<Double> max) {

  /** No bounds. */
  public static final Range OPEN = new Range(Optional.empty(), Optional.empty());

  /** Whether the value lies within the bounds. */
  public boolean contains(double value) {
    return min.map(bound -> value >= bound).orElse(true)
        && max.map(bound -> value <= bound).orElse(true);
  }
}
