package dev.kubeecs.gateway.ecs;

import dev.kubeecs.gateway.GatewayProcess;
import dev.kubeecs.localcluster.Rights;
import dev.kubeecs.localcluster.TestCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One gateway for all test classes of a run, with no rights but its own; an account for each class.
 */
final class EcsApiExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(EcsApiExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EcsApi.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestCluster cluster = TestCluster.of(context);
    GatewayProcess gateway =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(
                "gateway",
                ignored ->
                    GatewayProcess.start(
                        "ecs-api",
                        Map.of(
                            "KUBECONFIG",
                            rights(cluster),
                            "KUBE_ECS_DEVELOPMENT",
                            "true",
                            "KUBE_ECS_SIMULATED_NODES",
                            "true")),
                GatewayProcess.class);
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            context.getRequiredTestClass(),
            ignored -> EcsApi.of(gateway, cluster.kubeconfig()),
            EcsApi.class);
  }

  private static String rights(TestCluster cluster) {
    return Rights.kubeconfig(cluster.kubeconfig(), Path.of("src/main/kubernetes/rbac.yaml"))
        .toString();
  }
}
