package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.resources.task.EcsTaskStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a look at a task comes to. The status is written before anything is done to the Pod: what
 * the Pod knew is on record by then.
 *
 * @param status the whole new status
 * @param changed whether it differs from the present one, so has to be written
 * @param pod what to do to the Pod
 * @param graceSeconds how long the containers have to end if the Pod is deleted
 * @param images of containers of the Pod that get another one, which starts or ends them
 * @param lookAgain after which time to look again even if nothing happens
 */
public record Step(
    EcsTaskStatus status,
    boolean changed,
    PodAction pod,
    long graceSeconds,
    Map<String, String> images,
    Optional<Duration> lookAgain) {

  /** What to do to the Pod of a task. */
  public enum PodAction {
    /** Leave it as it is. */
    NOTHING,
    /** Delete it: SIGTERM, and SIGKILL after the stop timeout. */
    STOP,
    /** Let go of it: its end is on record. It stays, so that its logs can be read. */
    RELEASE,
    /** Delete it and let go of it: its end is on record, and nobody else removes it. */
    REMOVE
  }
}
