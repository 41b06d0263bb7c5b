package dev.kubeecs.examples;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.concurrent.atomic.AtomicInteger;

/** Watches how many Pods of a namespace are ready and not ending, and remembers the fewest. */
final class ReadyPods implements ResourceEventHandler<Pod>, AutoCloseable {

  private final AtomicInteger fewest = new AtomicInteger(Integer.MAX_VALUE);
  private final SharedIndexInformer<Pod> informer;

  private ReadyPods(KubernetesClient client, String namespace) {
    informer = client.pods().inNamespace(namespace).inform();
  }

  static ReadyPods watch(KubernetesClient client, String namespace) {
    ReadyPods pods = new ReadyPods(client, namespace);
    pods.informer.addEventHandler(pods);
    pods.count();
    return pods;
  }

  /** The fewest that were ever seen ready at once. */
  int fewest() {
    return fewest.get();
  }

  private void count() {
    int ready =
        (int)
            informer.getStore().list().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(Readiness::isPodReady)
                .count();
    fewest.accumulateAndGet(ready, Math::min);
  }

  @Override
  public void onAdd(Pod pod) {
    // a Pod more is never fewer, and the first look may come before all are known
  }

  @Override
  public void onUpdate(Pod before, Pod after) {
    count();
  }

  @Override
  public void onDelete(Pod pod, boolean finalStateUnknown) {
    count();
  }

  @Override
  public void close() {
    informer.close();
  }
}
