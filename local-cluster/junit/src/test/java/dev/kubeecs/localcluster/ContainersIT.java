package dev.kubeecs.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@KubernetesTest(runsContainers = true)
class ContainersIT {

  @Test
  void aContainerRunsAndItsOutputCanBeRead(TestNamespace namespace) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("greeting")
            .endMetadata()
            .withNewSpec()
            .withRestartPolicy("Never")
            .addNewContainer()
            .withName("greeting")
            .withImage("busybox:1.36")
            .withCommand("sh", "-c", "echo hello")
            .endContainer()
            .endSpec()
            .build();

    namespace.client().resource(pod).create();
    namespace
        .client()
        .pods()
        .withName("greeting")
        .waitUntilCondition(
            seen -> seen != null && seen.getStatus().getPhase().equals("Succeeded"),
            60,
            TimeUnit.SECONDS);

    assertThat(namespace.client().pods().withName("greeting").getLog()).isEqualTo("hello\n");
  }
}
