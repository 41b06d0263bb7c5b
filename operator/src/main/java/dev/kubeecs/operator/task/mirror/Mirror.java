package dev.kubeecs.operator.task.mirror;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the tasks that mirror Pods of services and daemons. */
@Singleton
class Mirror {

  private final KubernetesClient client;
  private final TaskDefinitions definitions;
  private final SharedIndexInformer<EcsServiceRevision> revisions;
  private final SharedIndexInformer<EcsService> services;
  private final DaemonMirror daemons;
  private final Clock clock;
  private final Map<String, Instant> made = new ConcurrentHashMap<>();

  Mirror(
      KubernetesClient client,
      TaskDefinitions definitions,
      SharedIndexInformer<EcsServiceRevision> revisions,
      SharedIndexInformer<EcsService> services,
      DaemonMirror daemons,
      Clock clock) {
    this.client = client;
    this.definitions = definitions;
    this.revisions = revisions;
    this.services = services;
    this.daemons = daemons;
    this.clock = clock;
  }

  /** How long a cache may lag behind what has been written. */
  static final Duration LAG = Duration.ofSeconds(1);

  /** Whether the task was made so short a time ago that the cache need not know it yet. */
  boolean hasJustMade(String task) {
    made.values().removeIf(instant -> instant.plus(LAG).isBefore(clock.instant()));
    return made.containsKey(task);
  }

  /**
   * Makes the task of a Pod unless it is there; false if that is not possible: its service revision
   * is gone, or the namespace is going.
   */
  boolean make(Pod pod) {
    return pod.getMetadata().getLabels().containsKey(Labels.DAEMON)
        ? daemons.task(pod).map(this::create).orElse(false)
        : revision(pod).map(found -> make(pod, found)).orElse(false);
  }

  private boolean make(Pod pod, EcsServiceRevision revision) {
    String namespace = pod.getMetadata().getNamespace();
    EcsTask task =
        MirrorTask.of(
            pod,
            revision,
            Optional.ofNullable(
                services
                    .getIndexer()
                    .getByKey(Indexes.key(namespace, revision.getSpec().service()))),
            definitions.resolve(namespace, revision.getSpec().taskDefinition()));
    return create(task);
  }

  private boolean create(EcsTask task) {
    try {
      client.resource(task).create();
      made.put(task.getMetadata().getName(), clock.instant());
      return true;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> true;
        case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND -> false;
        default -> throw e;
      };
    }
  }

  private Optional<EcsServiceRevision> revision(Pod pod) {
    String deployment = pod.getMetadata().getLabels().get(Labels.DEPLOYMENT);
    return revisions
        .getIndexer()
        .byIndex(Indexes.BY_DEPLOYMENT, Indexes.key(pod.getMetadata().getNamespace(), deployment))
        .stream()
        .findFirst();
  }
}
