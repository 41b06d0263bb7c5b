package dev.kubeecs.operator.service;

import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the Pods of the service without a pause, while something else happens. */
final class HealthyPods implements AutoCloseable {

  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread thread;
  private volatile int fewest = Integer.MAX_VALUE;
  private volatile int most;
  private volatile int samples;

  HealthyPods(TestNamespace namespace) {
    thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!ended.get()) {
                    count(
                        namespace
                            .client()
                            .pods()
                            .withLabel(Labels.SERVICE, "hello")
                            .list()
                            .getItems());
                  }
                });
  }

  private void count(List<Pod> pods) {
    List<Pod> staying =
        pods.stream().filter(p -> p.getMetadata().getDeletionTimestamp() == null).toList();
    fewest = Math.min(fewest, (int) staying.stream().filter(HealthyPods::isReady).count());
    most = Math.max(most, staying.size());
    samples++;
  }

  /** The fewest that were Ready and not about to stop, at any one time. */
  int fewestReady() {
    return fewest;
  }

  /** The most that existed and were not about to stop, at any one time. */
  int most() {
    return most;
  }

  int samples() {
    return samples;
  }

  @Override
  public void close() throws InterruptedException {
    ended.set(true);
    thread.join();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
