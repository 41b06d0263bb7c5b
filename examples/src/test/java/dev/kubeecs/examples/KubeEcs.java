package dev.kubeecs.examples;

import dev.kubeecs.localcluster.EndingNamespaces;
import dev.kubeecs.localcluster.Rights;
import dev.kubeecs.localcluster.TestCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.HashMap;
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

  /** The namespace of what both programs share. */
  static final String NAMESPACE = "kube-ecs";

  /** Starts both and returns once they are ready. */
  public static KubeEcs start(TestCluster cluster) {
    return start(cluster, Map.of());
  }

  /** The same with further settings of both, given as environment variables. */
  public static KubeEcs start(TestCluster cluster, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    makeNamespace(cluster);
    environment.put("KUBE_ECS_NAMESPACE", NAMESPACE);
    environment.put("KUBECONFIG", cluster.kubeconfig().toString());
    Program operator = new Program("operator", environment);
    Program gateway = gateway(cluster, "logs", settings);
    operator.start();
    try {
      return new KubeEcs(operator, gateway.start(), cluster);
    } catch (RuntimeException e) {
      operator.kill();
      throw e;
    }
  }

  /** One more gateway before the same cluster, with settings; whoever asked for it ends it. */
  Program startAnotherGateway(Map<String, String> settings) {
    return gateway(cluster, "logs-of-another", settings).start();
  }

  /**
   * A gateway with no rights but its own, which has not been started.
   *
   * @param logs the name of its folder of logs
   */
  static Program gateway(TestCluster cluster, String logs, Map<String, String> settings) {
    Path rights =
        Rights.kubeconfig(
            cluster.kubeconfig(), Checkout.file("ecs-api-gateway/src/main/kubernetes/rbac.yaml"));
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("KUBECONFIG", rights.toString());
    environment.put("KUBE_ECS_DEVELOPMENT", "true");
    environment.put("KUBE_ECS_LOGS_FOLDER", Checkout.file("examples/target/" + logs).toString());
    return new Program("ecs-api-gateway", environment);
  }

  private static void makeNamespace(TestCluster cluster) {
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .build()) {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
          .serverSideApply();
    }
  }

  /** An AWS CLI of an account that nobody else has. */
  AwsCli newAccount() {
    return new AwsCli(gateway.address(), AwsCli.randomAccount());
  }

  /** Deletes the namespace of an account, and waits until the operator has let all of it go. */
  public void delete(String namespace) {
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .build()) {
      EndingNamespaces.end(client, namespace);
    }
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
