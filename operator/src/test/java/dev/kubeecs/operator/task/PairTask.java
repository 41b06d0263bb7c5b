package dev.kubeecs.operator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.resources.task.TaskState;
import java.time.Duration;

/** The task {@code pair}: two containers, and only the first of them is essential. */
final class PairTask {

  /** On SIGTERM the first exits with 5 and the second with 6. */
  static final String CONTAINERS =
      """
      - {name: main, image: 'busybox:1.36', stopTimeout: 5, command: [sh, -c, 'trap "exit 5" TERM; while :; do sleep 0.1; done']}
      - {name: side, image: 'busybox:1.36', essential: false, command: [sh, -c, 'trap "exit 6" TERM; while :; do sleep 0.1; done']}
      """;

  private PairTask() {}

  /** Has it run in the cluster {@code default} of a namespace. */
  static Manifests running(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.define("pair", CONTAINERS);
    manifests.run("pair", "pair");
    manifests.await("pair", TaskState.RUNNING);
    return manifests;
  }

  /** The container as the Node's runtime knows it. */
  static String runtimeId(Manifests manifests, int container) {
    return manifests.task("pair").getStatus().containers().get(container).runtimeId();
  }

  /** Waits until its Pod has gone. */
  static void leavesNoPod(TestNamespace namespace) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(namespace.client().pods().list().getItems()).isEmpty());
  }
}
