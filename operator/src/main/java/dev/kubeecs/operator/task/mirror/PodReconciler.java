package dev.kubeecs.operator.task.mirror;

import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;

/** Sees to it that every Pod of a task has its EcsTask; {@link DeletedPods} sees to the rest. */
@ControllerConfiguration(
    name = "pod",
    generationAwareEventProcessing = false,
    informer = @Informer(name = "pods-of-tasks", labelSelector = Labels.CLUSTER))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class PodReconciler implements Reconciler<Pod> {

  private final MissingTasks tasks;

  PodReconciler(MissingTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public UpdateControl<Pod> reconcile(Pod pod, Context<Pod> context) {
    UpdateControl<Pod> control = UpdateControl.noUpdate();
    tasks.settle(pod).ifPresent(control::rescheduleAfter);
    return control;
  }
}
