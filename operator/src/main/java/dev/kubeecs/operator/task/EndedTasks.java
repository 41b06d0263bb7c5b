package dev.kubeecs.operator.task;

import static java.util.Comparator.comparing;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long STOPPED tasks stay visible, and how many. */
@Singleton
class EndedTasks {

  private final SharedIndexInformer<EcsTask> tasks;
  private final Set<String> removed = ConcurrentHashMap.newKeySet();
  private final Clock clock;
  private final Duration retention;
  private final int keptOfService;
  private final int keptOfCluster;

  EndedTasks(
      SharedIndexInformer<EcsTask> tasks,
      Clock clock,
      @ConfigProperty(name = "kube-ecs.retention") Duration retention,
      @ConfigProperty(name = "kube-ecs.ended-tasks-of-service") int keptOfService,
      @ConfigProperty(name = "kube-ecs.ended-tasks-of-cluster") int keptOfCluster) {
    this.tasks = tasks;
    this.clock = clock;
    this.retention = retention;
    this.keptOfService = keptOfService;
    this.keptOfCluster = keptOfCluster;
    tasks.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(EcsTask task) {}

          @Override
          public void onUpdate(EcsTask before, EcsTask after) {}

          @Override
          public void onDelete(EcsTask task, boolean stateIsUnknown) {
            removed.remove(task.getMetadata().getUid());
          }
        });
  }

  /** How much longer a task stays; empty if its time is over. */
  Optional<Duration> keptFor(EcsTask task) {
    return keptFor(task.getStatus());
  }

  Optional<Duration> keptFor(EcsTaskStatus status) {
    return Optional.of(Duration.between(clock.instant(), status.stoppedAt().plus(retention)))
        .filter(Duration::isPositive);
  }

  /**
   * The oldest ended tasks of the same service, or without one of the cluster, beyond the limit,
   * for the caller to remove. Each is told once: when many tasks end together, the cache learns
   * what was removed only after others have looked.
   */
  List<EcsTask> surplus(EcsTask task) {
    String namespace = task.getMetadata().getNamespace();
    String service = Absent.asEmpty(task.getMetadata().getLabels()).get(Labels.SERVICE);
    return service != null
        ? surplus(Indexes.BY_SERVICE, Indexes.key(namespace, service), true, keptOfService)
        : surplus(
            Indexes.BY_CLUSTER,
            Indexes.key(namespace, Absent.or(task.getSpec().cluster(), "default")),
            false,
            keptOfCluster);
  }

  private List<EcsTask> surplus(String index, String key, boolean ofService, int kept) {
    List<EcsTask> ended =
        tasks.getIndexer().byIndex(index, key).stream()
            .filter(task -> task.getStatus() != null && task.getStatus().stoppedAt() != null)
            .filter(task -> !task.isMarkedForDeletion())
            .filter(task -> ofService == isOfService(task))
            .toList();
    return ended.stream()
        .sorted(comparing((EcsTask task) -> task.getStatus().stoppedAt()))
        .limit(Math.max(0, ended.size() - kept))
        .filter(task -> removed.add(task.getMetadata().getUid()))
        .toList();
  }

  private static boolean isOfService(EcsTask task) {
    return Absent.asEmpty(task.getMetadata().getLabels()).containsKey(Labels.SERVICE);
  }
}
