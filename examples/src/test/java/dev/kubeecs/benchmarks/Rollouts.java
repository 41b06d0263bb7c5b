package dev.kubeecs.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Rolling updates of the same Pods: all new ones may start at once, and old ones stop as soon as
 * new ones stand in for them. Either side takes a Pod that is ready at its word: the operator has
 * to run with {@link #NO_WAIT}, as a plain Deployment does without {@code minReadySeconds}.
 */
final class Rollouts {

  /** How long a task without a health check must run to count as healthy, as a setting. */
  static final String NO_WAIT = "PT0S";

  private static final int ROUNDS = 5;

  private final EcsApi ecs;
  private final NamespacedKubernetesClient client;
  private final String network;
  private final Application application;
  private final int replicas;
  private final String name;

  Rollouts(
      EcsApi ecs,
      NamespacedKubernetesClient client,
      String network,
      Application application,
      int replicas) {
    this.ecs = ecs;
    this.client = client;
    this.network = network;
    this.application = application;
    this.replicas = replicas;
    this.name = "rolled-" + application.family();
  }

  /** Measures both in turn. */
  Comparison measure() {
    String first = register();
    ecs.call(
        "CreateService",
        "{\"cluster\": \"bench\", \"serviceName\": \"%s\", \"taskDefinition\": \"%s\", \"desiredCount\": %d, %s}"
            .formatted(name, first, replicas, network));
    awaitCompleted(first);
    client
        .apps()
        .deployments()
        .resource(Workloads.rolledDeployment(name, replicas, podsOfService()))
        .create();
    awaitRolledOut();
    double[] ours = new double[ROUNDS];
    double[] plain = new double[ROUNDS];
    service(); // once unmeasured, so that classes are loaded
    deployment("first");
    for (int i = 0; i < ROUNDS; i++) {
      ours[i] = service();
      plain[i] = deployment("round_" + i);
    }
    return new Comparison(
        "UpdateService to COMPLETED, %d tasks of %s, beside a plain Deployment's rollout"
            .formatted(replicas, application.family()),
        ours,
        plain);
  }

  /** The Pods that the operator makes, so that either side starts the same. */
  private PodSpec podsOfService() {
    return client
        .apps()
        .deployments()
        .withLabel(Labels.SERVICE, name + ".bench")
        .list()
        .getItems()
        .getFirst()
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  /** Another revision of the task definition; its ARN. */
  private String register() {
    JsonNode answer = ecs.call("RegisterTaskDefinition", application.taskDefinition().toString());
    return answer.at("/taskDefinition/taskDefinitionArn").asText();
  }

  private double service() {
    String next = register();
    long began = System.nanoTime();
    ecs.call(
        "UpdateService",
        "{\"cluster\": \"bench\", \"service\": \"%s\", \"taskDefinition\": \"%s\"}"
            .formatted(name, next));
    awaitCompleted(next);
    double seconds = (System.nanoTime() - began) / 1e9;
    awaitPods();
    return seconds;
  }

  private void awaitCompleted(String taskDefinition) {
    client
        .resources(EcsService.class)
        .withName(name + ".bench")
        .waitUntilCondition(
            service -> service != null && isCompleted(service.getStatus(), taskDefinition),
            3,
            TimeUnit.MINUTES);
  }

  private boolean isCompleted(EcsServiceStatus status, String taskDefinition) {
    if (status == null || status.deployments() == null || status.deployments().size() != 1) {
      return false;
    }
    Deployment only = status.deployments().getFirst();
    return only.taskDefinition().equals(taskDefinition)
        && only.rolloutState() == DeploymentRolloutState.COMPLETED
        && only.runningCount() == replicas;
  }

  private double deployment(String version) {
    long began = System.nanoTime();
    client
        .apps()
        .deployments()
        .withName(name)
        .edit(
            deployment -> {
              deployment
                  .getSpec()
                  .getTemplate()
                  .getSpec()
                  .getContainers()
                  .getFirst()
                  .getEnv()
                  .add(new EnvVar("VERSION_" + version, version, null));
              return deployment;
            });
    awaitRolledOut();
    double seconds = (System.nanoTime() - began) / 1e9;
    awaitPods();
    return seconds;
  }

  /** What {@code kubectl rollout status} waits for. */
  private void awaitRolledOut() {
    client
        .apps()
        .deployments()
        .withName(name)
        .waitUntilCondition(
            deployment -> {
              DeploymentStatus status = deployment == null ? null : deployment.getStatus();
              return status != null
                  && Objects.equals(
                      status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                  && Objects.equals(status.getUpdatedReplicas(), replicas)
                  && Objects.equals(status.getReplicas(), replicas)
                  && Objects.equals(status.getAvailableReplicas(), replicas);
            },
            3,
            TimeUnit.MINUTES);
  }

  /** Nothing of one round is left when the next begins. */
  private void awaitPods() {
    client
        .pods()
        .informOnCondition(
            pods ->
                pods.stream().noneMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null))
        .orTimeout(3, TimeUnit.MINUTES)
        .join();
  }
}
