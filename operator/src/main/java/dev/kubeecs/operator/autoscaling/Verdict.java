package dev.kubeecs.operator.autoscaling;

/** What a policy wants. */
sealed interface Verdict {

  /** More tasks. */
  record ScaleOut(int capacity) implements Verdict {}

  /** Fewer tasks. */
  record ScaleIn(int capacity) implements Verdict {}

  /** As many as there are; also where too little is known. */
  record Stay() implements Verdict {}

  /** Nothing: a policy that never scales in lets others do it. */
  record Abstain() implements Verdict {}
}
