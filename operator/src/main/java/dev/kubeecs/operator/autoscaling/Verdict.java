package dev.kubeecs.operator.autoscaling;

/** What a policy wants. */
sealed interface Verdict {

  /** More tasks. */
  record ScaleOut(int capacity) implements Verdict {}

  /** Fewer tasks. */
  record ScaleIn(int capacity) implements Verdict {}

  /** Fewer tasks, whatever policies want that track a target. */
  record StepIn(int capacity) implements Verdict {}

  /** As many as there are; also where too little is known. */
  record Stay() implements Verdict {}

  /** Nothing: a policy that never scales in, or that no alarm invokes, lets others do it. */
  record Abstain() implements Verdict {}
}
