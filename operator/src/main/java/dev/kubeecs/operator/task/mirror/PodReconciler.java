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
    informer =
        @Informer(
            name = "pods-of-tasks",
            labelSelector = Labels.CLUSTER,
            itemStore = MetadataOnly.class))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class PodReconciler implements Reconciler<Pod> {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Set<String> TERMINAL_PHASES = Set.of("Succeeded", "Failed");

  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<EcsTask> tasks;
  private final Mirror mirror;
  private final TaskWriter writer;
  private final KubernetesClient client;

  PodReconciler(
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<EcsTask> tasks,
      Mirror mirror,
      TaskWriter writer,
      KubernetesClient client) {
    this.pods = pods;
    this.tasks = tasks;
    this.mirror = mirror;
    this.writer = writer;
    this.client = client;
  }

  @Override
  public UpdateControl<Pod> reconcile(Pod metadata, Context<Pod> context) {
    String namespace = metadata.getMetadata().getNamespace();
    // The task will look for the Pod in the shared cache, so it has to be there by then.
    Pod pod = pods.getIndexer().getByKey(Indexes.key(namespace, metadata.getMetadata().getName()));
    if (pod == null || !pod.getMetadata().getUid().equals(metadata.getMetadata().getUid())) {
      return UpdateControl.<Pod>noUpdate().rescheduleAfter(SOON);
    }
    String task = Indexes.taskName(pod);
    boolean settled =
        !pod.hasFinalizer(Labels.FINALIZER)
            || tasks.getIndexer().getByKey(Indexes.key(namespace, task)) != null;
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
