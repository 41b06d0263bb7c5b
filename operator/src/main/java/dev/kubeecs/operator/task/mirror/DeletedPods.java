package dev.kubeecs.operator.task.mirror;

import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sees to Pods that are on their way out: one that was deleted before the operator had seen it
 * lacks its task as any other, and would stay for ever. The SDK shows such a Pod to no reconciler
 * but one that lets it put a finalizer on every Pod.
 */
@Singleton
class DeletedPods {

  private static final Logger LOG = Logger.getLogger(DeletedPods.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final SharedIndexInformer<Pod> pods;
  private final MissingTasks tasks;
  private final Set<String> due = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deleted-pods").factory());

  DeletedPods(SharedIndexInformer<Pod> pods, MissingTasks tasks) {
    this.pods = pods;
    this.tasks = tasks;
  }

  void start(@Observes StartupEvent event) {
    pods.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(Pod pod) {
            lookAfter(pod, Duration.ZERO);
          }

          @Override
          public void onUpdate(Pod before, Pod pod) {
            lookAfter(pod, Duration.ZERO);
          }

          @Override
          public void onDelete(Pod pod, boolean stateIsUnknown) {}
        });
  }

  void stop(@Observes ShutdownEvent event) {
    worker.shutdownNow();
  }

  private void lookAfter(Pod pod, Duration delay) {
    String key = Cache.metaNamespaceKeyFunc(pod);
    if (pod.isMarkedForDeletion()
        && pod.hasFinalizer(Labels.FINALIZER)
        && !worker.isShutdown()
        && due.add(key)) {
      worker.schedule(() -> look(key), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look(String key) {
    due.remove(key);
    Pod pod = pods.getStore().getByKey(key);
    if (pod == null) {
      return;
    }
    try {
      tasks.settle(pod).ifPresent(delay -> lookAfter(pod, delay));
    } catch (KubernetesClientException e) {
      LOG.warnf("the deleted Pod %s: %s", key, e.getMessage());
      lookAfter(pod, AFTER_FAILURE);
    } catch (RuntimeException e) {
      LOG.error("the deleted Pod " + key, e);
    }
  }
}
