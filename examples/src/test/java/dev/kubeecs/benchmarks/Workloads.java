package dev.kubeecs.benchmarks;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/** The same container as a plain Pod, a plain Deployment, and a task definition. */
final class Workloads {

  private static final String IMAGE = "busybox:1.36";
  private static final Map<String, String> LABELS = Map.of("app", "plain");

  /** The task definition, as RegisterTaskDefinition takes it. */
  static final String TASK_DEFINITION =
      """
      {"family": "sleeper", "requiresCompatibilities": ["EC2"], "networkMode": "awsvpc",
       "containerDefinitions": [{"name": "sleeper", "image": "%s", "cpu": 10, "memory": 16,
         "command": ["sleep", "3600"], "stopTimeout": 2}]}
      """
          .formatted(IMAGE);

  private Workloads() {}

  static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(LABELS)
        .endMetadata()
        .withSpec(containers())
        .build();
  }

  static Deployment deployment(int replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("plain")
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(LABELS)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(LABELS)
        .endMetadata()
        .withSpec(containers())
        .endTemplate()
        .endSpec()
        .build();
  }

  /** A Deployment that rolls out as a service with 100 and 200 percent does. */
  static Deployment rolledDeployment(String name, int replicas) {
    Map<String, String> labels = Map.of("app", name);
    return new DeploymentBuilder(deployment(replicas))
        .editMetadata()
        .withName(name)
        .endMetadata()
        .editSpec()
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString("100%"))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .editTemplate()
        .editMetadata()
        .withLabels(labels)
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec containers() {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        .withTerminationGracePeriodSeconds(2L)
        .addNewContainer()
        .withName("sleeper")
        .withImage(IMAGE)
        .withCommand("sleep", "3600")
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
        .withLimits(Map.of("memory", new Quantity("16Mi")))
        .endResources()
        .endContainer()
        .build();
  }
}
