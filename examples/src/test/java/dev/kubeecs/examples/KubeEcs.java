package dev.kubeecs.examples;

import dev.kubeecs.localcluster.TestCluster;
import java.util.Map;

/**
 * kube-ecs on the cluster of the tests: both programs, in development mode.
 *
 * @param operator reconciles
 * @param gateway serves the ECS API
 * @param cluster where they run
 */
public record KubeEcs(Program operator, Program gateway, TestCluster cluster)
    implements AutoCloseable {

  /** Starts both and returns once they are ready. */
  public static KubeEcs start(TestCluster cluster) {
    Map<String, String> kubeconfig = Map.of("KUBECONFIG", cluster.kubeconfig().toString());
    Program operator = new Program("operator", kubeconfig);
    Program gateway =
        new Program(
            "ecs-api-gateway",
            Map.of("KUBECONFIG", cluster.kubeconfig().toString(), "KUBE_ECS_DEVELOPMENT", "true"));
    return new KubeEcs(operator.start(), gateway.start(), cluster);
  }

  /** An AWS CLI of an account that nobody else has. */
  AwsCli newAccount() {
    return new AwsCli(gateway.address(), AwsCli.randomAccount());
  }

  /** An account that nobody else has. */
  public static String randomAccount() {
    return AwsCli.randomAccount();
  }

  /** The namespace that is an account in development mode. */
  public static String namespace(String account) {
    return "ecs-" + account + "-" + AwsCli.REGION;
  }

  @Override
  public void close() throws InterruptedException {
    gateway.close();
    operator.close();
  }
}
