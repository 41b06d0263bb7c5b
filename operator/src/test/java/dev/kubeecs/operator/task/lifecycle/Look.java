package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;

/** A look at a standalone task whose containers are told in a few lines, at 10:00:10. */
record Look(
    String definitions, String containers, String statuses, String task, String podMetadata) {

  static final Instant NOW = Instant.parse("2026-11-21T10:00:10Z");

  /**
   * A task that is PENDING.
   *
   * @param definitions items of containerDefinitions
   * @param containers items of the Pod's containers
   * @param statuses items of the Pod's containerStatuses
   */
  static Look at(String definitions, String containers, String statuses) {
    return new Look(definitions, containers, statuses, "status: {lastStatus: PENDING}", "");
  }

  /** The same with another rest of the EcsTask. */
  Look ofTask(String specAndStatus) {
    return new Look(definitions, containers, statuses, specAndStatus, podMetadata);
  }

  /** The same with a Pod that is being deleted. */
  Look whosePodEnds() {
    return whosePodEndsIn(30);
  }

  /** The same with a Pod that has just been deleted, and has so many seconds. */
  Look whosePodEndsIn(long seconds) {
    return whosePodEndsIn(seconds, seconds);
  }

  /** The same with a Pod that was given so many seconds, of which some are left. */
  Look whosePodEndsIn(long left, long given) {
    return new Look(
        definitions,
        containers,
        statuses,
        task,
        ", deletionTimestamp: '%s', deletionGracePeriodSeconds: %d"
            .formatted(NOW.plusSeconds(left), given));
  }

  Step step() {
    return Lifecycle.next(observation());
  }

  private Observation observation() {
    String metadata =
        "metadata: {name: t, namespace: a, generation: 1, creationTimestamp: '2026-11-21T10:00:00Z',"
            + " labels: {}%s}\n";
    String task =
        "apiVersion: kube-ecs.dev/v1alpha1\nkind: EcsTask\n"
            + metadata.formatted("")
            + (this.task.startsWith("spec:") ? "" : "spec: {taskDefinition: hello}\n")
            + this.task;
    String pod =
        "apiVersion: v1\nkind: Pod\n"
            + metadata.formatted(podMetadata)
            + "spec:\n  restartPolicy: Never\n  nodeName: node-1\n  containers:\n"
            + containers.indent(4)
            + "status:\n  phase: Pending\n  startTime: '2026-11-21T10:00:00Z'\n"
            + "  containerStatuses:\n"
            + statuses.indent(4);
    return new Observation(
        Serialization.unmarshal(task, EcsTask.class),
        Account.DEFAULT,
        "hello",
        1,
        Serialization.unmarshal(
            "containerDefinitions:\n" + definitions.indent(2), TaskDefinitionSpec.class),
        Serialization.unmarshal(pod, Pod.class),
        new NodeBuilder()
            .withNewMetadata()
            .withName("node-1")
            .withUid("11111111-2222-3333-4444-555555555555")
            .endMetadata()
            .build(),
        NOW);
  }
}
