package dev.kubeecs.operator.service.deployment;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A task of a service that has not begun to stop.
 *
 * @param id the task's id
 * @param podName the Pod that it is
 * @param createdAt when the Pod was created, to the second
 * @param runningSince when it reached RUNNING; empty if it has not
 * @param stage how far it has come
 * @param podReady whether the Pod is Ready: Kubernetes takes Pods that are not away first
 * @param protectedUntil until when neither scaling in nor a deployment may stop it; empty if it is
 *     not protected
 * @param shielded whether its Pod asks Kubernetes to take others away first
 * @param toldToGo whether its Pod asks Kubernetes to be taken away first: it was unhealthy or was
 *     to leave its Node when tasks were taken away, and may be healthy again
 * @param failsIn ARN of the target group whose health checks it fails
 */
@RecordBuilder
public record ServiceTask(
    String id,
    String podName,
    Instant createdAt,
    Optional<Instant> runningSince,
    Stage stage,
    boolean podReady,
    Optional<Instant> protectedUntil,
    boolean shielded,
    boolean toldToGo,
    Optional<String> failsIn)
    implements ServiceTaskBuilder.With {

  /** How far a task has come, as far as a deployment is concerned. */
  public enum Stage {
    /** On its way to RUNNING. */
    PENDING,
    /** RUNNING, and its health check fails. */
    UNHEALTHY,
    /** RUNNING, and its health check has not passed yet. */
    UNCHECKED,
    /** RUNNING, without a health check, and too young to count as healthy. */
    YOUNG,
    /** RUNNING, and counts towards the minimum healthy percent. */
    HEALTHY
  }

  public ServiceTask {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(stage, "stage");
  }

  /** A task that fails no health check of a target group. */
  public ServiceTask(
      String id,
      String podName,
      Instant createdAt,
      Optional<Instant> runningSince,
      Stage stage,
      boolean podReady,
      Optional<Instant> protectedUntil,
      boolean shielded) {
    this(
        id,
        podName,
        createdAt,
        runningSince,
        stage,
        podReady,
        protectedUntil,
        shielded,
        false,
        Optional.empty());
  }

  /** The same task at another stage. */
  public ServiceTask at(Stage other, Optional<String> failing) {
    return with(task -> task.stage(other).failsIn(failing));
  }

  /** A task that nobody protects. */
  public ServiceTask(
      String id,
      String podName,
      Instant createdAt,
      Optional<Instant> runningSince,
      Stage stage,
      boolean podReady) {
    this(id, podName, createdAt, runningSince, stage, podReady, Optional.empty(), false);
  }

  /** Whether neither scaling in nor a deployment may stop the task now. */
  public boolean isProtected() {
    return protectedUntil.isPresent();
  }

  /** Whether the task is RUNNING, healthy or not. */
  public boolean running() {
    return stage != Stage.PENDING;
  }

  /** Whether the task runs and fails its health checks. */
  public boolean unhealthy() {
    return stage == Stage.UNHEALTHY;
  }

  /**
   * Whether fewer replicas take this task away before those that may be healthy: its Pod is not
   * Ready, or it is told to go first, as one is that fails health checks that Kubernetes knows
   * nothing of.
   */
  public boolean goesFirst() {
    return !podReady || toldToGo || mustBeToldToGoFirst();
  }

  /** Whether Kubernetes has to be told that this task is to be taken away before others. */
  public boolean mustBeToldToGoFirst() {
    return podReady && unhealthy() && !isProtected() && !toldToGo;
  }

  /** Whether the task runs and nothing is held against it. */
  public boolean steady() {
    return stage == Stage.YOUNG || stage == Stage.HEALTHY;
  }

  /** Whether the task counts towards the minimum healthy percent. */
  public boolean healthy() {
    return stage == Stage.HEALTHY;
  }
}
