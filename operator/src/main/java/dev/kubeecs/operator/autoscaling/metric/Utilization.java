package dev.kubeecs.operator.autoscaling.metric;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Measures CPU and memory of the RUNNING tasks of a service. */
@Singleton
final class Utilization {

  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<EcsTask> tasks;
  private final Kubelets kubelets;

  Utilization(
      SharedIndexInformer<Pod> pods, SharedIndexInformer<EcsTask> tasks, Kubelets kubelets) {
    this.pods = pods;
    this.tasks = tasks;
    this.kubelets = kubelets;
  }

  Optional<Datapoint> measure(EcsService service, ServiceMetric metric) {
    String key =
        Indexes.key(
            service.getMetadata().getNamespace(),
            ObjectNames.labelValue(service.getMetadata().getName()));
    List<TaskUse> uses =
        pods.getIndexer().byIndex(Indexes.BY_SERVICE, key).stream()
            .flatMap(pod -> use(pod, metric).stream())
            .toList();
    return TaskUse.average(uses);
  }

  private Optional<TaskUse> use(Pod pod, ServiceMetric metric) {
    EcsTask task =
        tasks
            .getIndexer()
            .getByKey(Indexes.key(pod.getMetadata().getNamespace(), Indexes.taskName(pod)));
    if (task == null
        || task.getStatus() == null
        || task.getStatus().lastStatus() != TaskState.RUNNING
        || pod.getSpec().getNodeName() == null) {
      return Optional.empty();
    }
    return kubelets
        .pod(pod.getSpec().getNodeName(), pod.getMetadata().getUid())
        .flatMap(measured -> TaskUse.of(metric, task.getStatus(), measured));
  }
}
