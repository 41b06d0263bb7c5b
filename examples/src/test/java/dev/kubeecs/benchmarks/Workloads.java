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

/** The container of {@link Application#SLEEPER} as a plain Pod and as a plain Deployment. */
final class Workloads {

  private static final Map<String, String> LABELS = Map.of("app", "plain");

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

  /** A Deployment of given Pods that rolls out as a service with 100 and 200 percent does. */
  static Deployment rolledDeployment(String name, int replicas, PodSpec pods) {
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
        .withSpec(pods)
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec containers() {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        .withTerminationGracePeriodSeconds((long) Application.STOP_TIMEOUT)
        .addNewContainer()
        .withName("sleeper")
        .withImage(Application.IMAGE)
        .withCommand("sleep", "3600")
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
        .withLimits(Map.of("memory", new Quantity("16Mi")))
        .endResources()
        .endContainer()
        .build();
  }
}
