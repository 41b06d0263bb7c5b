package dev.kubeecs.operator.testing;

import dev.kubeecs.localcluster.Rights;
import dev.kubeecs.localcluster.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Serves {@link OperatorTest}: one operator for the whole run. */
final class OperatorExtension implements BeforeEachCallback, ParameterResolver {

  private static final Namespace STORE = Namespace.create(OperatorExtension.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    operator(context).startAsUsual();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == OperatorProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return operator(context);
  }

  private static OperatorProcess process(Path administrator) {
    return new OperatorProcess(
        Rights.kubeconfig(administrator, Path.of("src/main/kubernetes/rbac.yaml")), administrator);
  }

  private static OperatorProcess operator(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(
            OperatorProcess.class,
            key -> process(TestCluster.of(context).kubeconfig()),
            OperatorProcess.class);
  }
}
