package dev.kubeecs.localcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Serves {@link KubernetesTest}: one cluster for the whole run, one namespace for each test that
 * asks.
 */
final class KubernetesExtension
    implements BeforeAllCallback, ExecutionCondition, ParameterResolver {

  private static final Namespace STORE = Namespace.create(KubernetesExtension.class);
  private static final Set<Class<?>> PARAMETERS =
      Set.of(KubernetesClient.class, TestNamespace.class, TestCluster.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean needsContainers =
        context
            .getTestClass()
            .flatMap(type -> AnnotationSupport.findAnnotation(type, KubernetesTest.class))
            .map(KubernetesTest::runsContainers)
            .orElse(false);
    if (needsContainers && !shared(context).cluster().runsContainers()) {
      return ConditionEvaluationResult.disabled("no node of this cluster runs containers");
    }
    return ConditionEvaluationResult.enabled("the cluster has what the test needs");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared(context);
  }

  /** Constructors get what belongs to the test, unless the instance is the whole class's. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == TestNamespace.class) {
      return namespace(context);
    }
    return type == TestCluster.class ? shared(context).cluster() : shared(context).client();
  }

  static SharedCluster shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(
            FirstStart.class,
            key -> FirstStart.attempt(ClusterSettings.current()),
            FirstStart.class)
        .cluster();
  }

  /** The namespace of the test, or of its class where that has asked for one before. */
  private static TestNamespace namespace(ExtensionContext context) {
    Namespaces namespaces = shared(context).namespaces();
    Store store = context.getStore(STORE);
    return store
        .computeIfAbsent(
            Lease.class,
            key ->
                new Lease(
                    namespaces,
                    namespaces.create(
                        context
                            .getTestMethod()
                            .map(Method::getName)
                            .orElseGet(() -> context.getRequiredTestClass().getSimpleName()))),
            Lease.class)
        .namespace();
  }

  /** A namespace that JUnit gives back when the test, or the class, that holds it has ended. */
  private record Lease(Namespaces namespaces, TestNamespace namespace) implements AutoCloseable {

    @Override
    public void close() {
      namespaces.delete(namespace);
    }
  }
}
