package dev.kubeecs.operator.task.start;

import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.task.pod.PodRequest;

/** Whether a task can start. */
public sealed interface Start {

  /** It can: this is the Pod it asks for. */
  record Now(PodRequest request) implements Start {}

  /** Not yet: something that it names is not there, and may come. */
  record Later(Reason reason, String message) implements Start {}

  /** Never: what it asks for is wrong, or cannot be honoured. */
  record Never(Reason reason, String message) implements Start {}
}
