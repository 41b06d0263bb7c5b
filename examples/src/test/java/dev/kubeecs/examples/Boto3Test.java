package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

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
}
