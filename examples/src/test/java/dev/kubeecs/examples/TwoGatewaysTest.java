package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two gateways before one cluster are as one. */
@KubeEcsTest
class TwoGatewaysTest {

  @Test
  void whatIsWrittenAtOneIsReadAtTheOther(KubeEcs kubeEcs, AwsCli aws) throws InterruptedException {
    try (Program second = kubeEcs.startAnotherGateway(Map.of())) {
      AwsCli.Result result =
          aws.python(
              Checkout.file("examples/src/test/resources/two-gateways.py"),
              second.address().toString());
      assertThat(result.exitCode()).as(result.errors()).isZero();
      assertThat(result.output()).contains("both gateways agree");
      System.out.print(result.output());
    }
  }
}
