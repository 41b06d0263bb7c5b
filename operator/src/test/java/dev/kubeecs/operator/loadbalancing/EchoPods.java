package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.localcluster.TestNamespace;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Pods that answer on port 5678 with their names, to be registered by hand. */
record EchoPods(TestNamespace namespace) {

  void run(String text) {
    namespace
        .client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(text)
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("echo")
                .withImage("hashicorp/http-echo:1.0")
                .withArgs("-text=" + text)
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  String address(String name) {
    return Awaitility.await("Pod " + name + " has an address")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> namespace.client().pods().withName(name).get().getStatus().getPodIP(),
            address -> address != null);
  }
}
