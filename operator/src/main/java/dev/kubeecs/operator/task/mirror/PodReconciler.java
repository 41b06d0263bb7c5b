package dev.kubeecs.operator.task.mirror;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.task.TaskWriter;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.Set;

/**
 * Sees to it that every Pod of a task has its EcsTask: makes the missing ones of services, and lets
 * go of Pods whose EcsTask somebody has removed by force.
 */
@ControllerConfiguration(
    name = "pod",
    generationAwareEventProcessing = false,
    informer = @Informer(name = "pods-of-tasks", labelSelector = Labels.CLUSTER))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class PodReconciler implements Reconciler<Pod> {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Set<String> TERMINAL_PHASES = Set.of("Succeeded", "Failed");

  private final SharedIndexInformer<EcsTask> tasks;
  private final Mirror mirror;
  private final TaskWriter writer;
  private final KubernetesClient client;

  PodReconciler(
      SharedIndexInformer<EcsTask> tasks,
      Mirror mirror,
      TaskWriter writer,
      KubernetesClient client) {
    this.tasks = tasks;
    this.mirror = mirror;
    this.writer = writer;
    this.client = client;
  }

  @Override
  public UpdateControl<Pod> reconcile(Pod pod, Context<Pod> context) {
    String namespace = pod.getMetadata().getNamespace();
    String task = Indexes.taskName(pod);
    boolean settled =
        !pod.hasFinalizer(Labels.FINALIZER)
            || tasks.getIndexer().getByKey(Indexes.key(namespace, task)) != null;
    if (!settled && mirror.hasJustMade(task)) {
      return UpdateControl.<Pod>noUpdate().rescheduleAfter(Mirror.LAG);
    }
    if (settled || (isOfWorkload(pod) && mirror.make(pod))) {
      return UpdateControl.noUpdate();
    }
    if (isOver(pod)
        && client.resources(EcsTask.class).inNamespace(namespace).withName(task).get() == null) {
      writer.release(pod);
      return UpdateControl.noUpdate();
    }
    return isOfWorkload(pod)
        ? UpdateControl.<Pod>noUpdate().rescheduleAfter(SOON)
        : UpdateControl.noUpdate();
  }

  private static boolean isOfWorkload(Pod pod) {
    return Labels.areOfWorkload(pod.getMetadata().getLabels());
  }

  private static boolean isOver(Pod pod) {
    return TERMINAL_PHASES.contains(pod.getStatus().getPhase())
        || (pod.isMarkedForDeletion() && pod.getSpec().getNodeName() == null);
  }
}
