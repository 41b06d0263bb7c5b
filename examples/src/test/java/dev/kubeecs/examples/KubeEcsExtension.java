package dev.kubeecs.examples;

import dev.kubeecs.localcluster.TestCluster;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts {@link KubeEcs} once for all test classes. */
final class KubeEcsExtension implements ParameterResolver {

  private static final Namespace STORE = Namespace.create(KubeEcsExtension.class);

  /** Many tasks of a quarter CPU fit on the Node of the tests, and their rollouts are quick. */
  private static final Map<String, String> SETTINGS =
      Map.of("KUBE_ECS_CPU_REQUEST_PERCENT", "5", "KUBE_ECS_SERVICE_HEALTHY_AFTER", "PT2S");

  /** A constructor too is called for one test, so that each test has an account of its own. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == KubeEcs.class || type == AwsCli.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    KubeEcs kubeEcs =
        context
            .getRoot()
            .getStore(STORE)
            .computeIfAbsent(
                KubeEcs.class,
                key -> KubeEcs.start(TestCluster.of(context), SETTINGS),
                KubeEcs.class);
    return parameter.getParameter().getType() == KubeEcs.class
        ? kubeEcs
        : account(kubeEcs, context);
  }

  private static AwsCli account(KubeEcs kubeEcs, ExtensionContext context) {
    return context
        .getStore(STORE)
        .computeIfAbsent(FreshAccount.class, key -> new FreshAccount(kubeEcs), FreshAccount.class)
        .aws();
  }

  /** An account that is emptied when the test, or the class, that has asked for it has ended. */
  private record FreshAccount(KubeEcs kubeEcs, AwsCli aws) implements AutoCloseable {

    FreshAccount(KubeEcs kubeEcs) {
      this(kubeEcs, kubeEcs.newAccount());
    }

    @Override
    public void close() {
      kubeEcs.delete(aws.namespace());
    }
  }
}
