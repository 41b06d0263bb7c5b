package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

/** The hands-on lab with boto3, its waiters and its paginators. */
@KubeEcsTest
class Boto3Test {

  @Test
  void theLab(AwsCli aws) {
    AwsCli.Result result =
        aws.python(
            Checkout.file("examples/src/test/resources/lab.py"),
            Checkout.file("examples/hello/task-definition.json").toString());
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.output()).contains("the lab is done");
  }

  @Test
  void paginators(AwsCli aws) {
    AwsCli.Result result = aws.python(Checkout.file("examples/src/test/resources/paginators.py"));
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.output()).contains("the paginators are done");
  }

  @Test
  void daemons(AwsCli aws, KubernetesClient client) {
    label(client, "lab-pool");
    try {
      AwsCli.Result result = aws.python(Checkout.file("examples/src/test/resources/daemons.py"));
      assertThat(result.exitCode()).as(result.errors()).isZero();
      assertThat(result.output()).contains("the daemons are done");
    } finally {
      label(client, null);
    }
  }

  /** Makes every Node capacity of a provider; of none, where the name is null. */
  private static void label(KubernetesClient client, String capacityProvider) {
    for (Node node : client.nodes().list().getItems()) {
      client
          .nodes()
          .withName(node.getMetadata().getName())
          .edit(
              current -> {
                current.getMetadata().getLabels().remove(Labels.CAPACITY_PROVIDER);
                if (capacityProvider != null) {
                  current.getMetadata().getLabels().put(Labels.CAPACITY_PROVIDER, capacityProvider);
                }
                return current;
              });
    }
  }
}
