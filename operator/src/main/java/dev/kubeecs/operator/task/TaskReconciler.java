package dev.kubeecs.operator.task;

import dev.kubeecs.operator.task.lifecycle.Lifecycle;
import dev.kubeecs.operator.task.lifecycle.Step;
import dev.kubeecs.operator.task.lifecycle.Unstarted;
import dev.kubeecs.operator.task.pod.TaskPods;
import dev.kubeecs.operator.task.start.Start;
import dev.kubeecs.operator.task.start.Starts;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Starts, follows and ends tasks. Every decision is made by a pure function from what the caches
 * know; here it is carried out.
 */
@ControllerConfiguration(
    name = "task",
    finalizerName = Labels.FINALIZER,
    informer = @Informer(name = "tasks"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class TaskReconciler implements Reconciler<EcsTask>, Cleaner<EcsTask> {

  private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);

  private final TaskSurroundings surroundings;
  private final TaskWriter writer;
  private final EndedTasks ended;

  TaskReconciler(TaskSurroundings surroundings, TaskWriter writer, EndedTasks ended) {
    this.surroundings = surroundings;
    this.writer = writer;
    this.ended = ended;
  }

  @Override
  public List<EventSource<?, EcsTask>> prepareEventSources(EventSourceContext<EcsTask> context) {
    return surroundings.eventSources();
  }

  @Override
  public UpdateControl<EcsTask> reconcile(EcsTask task, Context<EcsTask> context) {
    Optional<Duration> lookAgain = isStopped(task) ? retire(task) : advance(task, context);
    UpdateControl<EcsTask> control = UpdateControl.noUpdate();
    lookAgain.ifPresent(control::rescheduleAfter);
    return control;
  }

  /** A task that is deleted stops first; its Pod goes with it. */
  @Override
  public DeleteControl cleanup(EcsTask task, Context<EcsTask> context) {
    if (!isStopped(task)) {
      DeleteControl control = DeleteControl.noFinalizerRemoval();
      advance(task, context).ifPresent(control::rescheduleAfter);
      return control;
    }
    release(task);
    return DeleteControl.defaultDelete();
  }

  private Optional<Duration> retire(EcsTask task) {
    release(task);
    Optional<Duration> left = ended.keptFor(task);
    if (left.isEmpty()) {
      writer.remove(task);
    }
    return left;
  }

  private void release(EcsTask task) {
    surroundings
        .pod(task)
        .map(pod -> Lifecycle.next(surroundings.observation(task, pod)))
        .ifPresent(step -> writer.act(step, task));
  }

  private Optional<Duration> advance(EcsTask task, Context<EcsTask> context) {
    Optional<Pod> pod = surroundings.pod(task);
    if (pod.isEmpty() && !hadPod(task)) {
      return begin(task, context);
    }
    Step step = Lifecycle.next(surroundings.observation(task, pod.orElse(null)));
    boolean overtaken = step.changed() && writer.status(task, step.status(), context);
    writer.act(step, task);
    if (overtaken) {
      return AT_ONCE;
    }
    if (step.status().lastStatus() == TaskState.STOPPED) {
      ended.surplus(task).forEach(writer::remove);
      return ended.keptFor(step.status());
    }
    return step.lookAgain();
  }

  private Optional<Duration> begin(EcsTask task, Context<EcsTask> context) {
    Unstarted unstarted = surroundings.unstarted(task);
    if (TaskSurroundings.stopWanted(task)) {
      return writer.podExists(task)
          ? Optional.empty() // its event is on the way
          : status(task, unstarted.stopped(), context);
    }
    return switch (Starts.of(task.getSpec(), surroundings.of(task))) {
      case Start.Now now ->
          writer
              .create(TaskPods.of(task, now.request()))
              .flatMap(
                  refusal ->
                      status(
                          task, unstarted.refused(refusal.reason(), refusal.message()), context));
      case Start.Later later ->
          status(task, unstarted.waiting(later.reason(), later.message()), context);
      case Start.Never never ->
          status(task, unstarted.refused(never.reason(), never.message()), context);
    };
  }

  private Optional<Duration> status(EcsTask task, EcsTaskStatus status, Context<EcsTask> context) {
    if (!status.equals(task.getStatus()) && writer.status(task, status, context)) {
      return AT_ONCE;
    }
    return status.lastStatus() == TaskState.STOPPED ? ended.keptFor(status) : Optional.empty();
  }

  /** A service's task is made from its Pod. */
  private static boolean hadPod(EcsTask task) {
    return (task.getStatus() != null && task.getStatus().podName() != null)
        || Labels.areOfWorkload(task.getMetadata().getLabels());
  }

  private static boolean isStopped(EcsTask task) {
    return task.getStatus() != null && task.getStatus().lastStatus() == TaskState.STOPPED;
  }
}
