package dev.kubeecs.operator.condition;

/** Why an object is not ready. */
public enum Reason {
  /** Another, older object claims the same ECS name. */
  Conflict,
  /** What the spec asks for is against a rule of ECS. */
  Invalid,
  /** The spec has a field that ECS knows and kube-ecs cannot honour yet. */
  Unsupported,
  /** Something that the spec names does not exist, or has ended. */
  NotFound,
  /** The API server does not let the operator make what is needed. */
  Refused,
  /** It was ended. */
  Inactive
}
