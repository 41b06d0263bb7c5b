package dev.kubeecs.operator.task.mirror;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.task.TaskWriter;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the tasks that Pods of services and daemons lack, and lets go of Pods whose task cannot be
 * made or was removed by force.
 */
@Singleton
class MissingTasks {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Set<String> TERMINAL_PHASES = Set.of("Succeeded", "Failed");

  private final SharedIndexInformer<EcsTask> tasks;
  private final Mirror mirror;
  private final TaskWriter writer;
  private final KubernetesClient client;

  MissingTasks(
      SharedIndexInformer<EcsTask> tasks,
      Mirror mirror,
      TaskWriter writer,
      KubernetesClient client) {
    this.tasks = tasks;
    this.mirror = mirror;
    this.writer = writer;
    this.client = client;
  }

  /** Does what a Pod needs now, and tells when to look at it again though nothing has changed. */
  Optional<Duration> settle(Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    String task = Indexes.taskName(pod);
    boolean settled =
        !pod.hasFinalizer(Labels.FINALIZER)
            || tasks.getIndexer().getByKey(Indexes.key(namespace, task)) != null;
    if (!settled && mirror.hasJustMade(task)) {
      return Optional.of(Mirror.LAG);
    }
    if (settled || (isOfWorkload(pod) && mirror.make(pod))) {
      return Optional.empty();
    }
    if (isOver(pod)
        && client.resources(EcsTask.class).inNamespace(namespace).withName(task).get() == null) {
      writer.release(pod);
      return Optional.empty();
    }
    return isOfWorkload(pod) ? Optional.of(SOON) : Optional.empty();
  }

  private static boolean isOfWorkload(Pod pod) {
    return Labels.areOfWorkload(pod.getMetadata().getLabels());
  }

  private static boolean isOver(Pod pod) {
    return TERMINAL_PHASES.contains(pod.getStatus().getPhase())
        || (pod.isMarkedForDeletion() && pod.getSpec().getNodeName() == null);
  }
}
