package dev.kubeecs.examples;

import dev.kubeecs.localcluster.TestCluster;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts {@link KubeEcs} once for all test classes. */
final class KubeEcsExtension implements ParameterResolver {

  private static final Namespace STORE = Namespace.create(KubeEcsExtension.class);

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
                KubeEcs.class, key -> KubeEcs.start(TestCluster.of(context)), KubeEcs.class);
    return parameter.getParameter().getType() == KubeEcs.class ? kubeEcs : kubeEcs.newAccount();
  }
}
