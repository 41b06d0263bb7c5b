package dev.kubeecs.operator.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A client whose informers over all namespaces are views of the shared ones, where there is one of
 * the kind. The operator SDK makes an informer for each kind that it reconciles; by this client it
 * gets one that is there already. Everything else goes to the client itself.
 *
 * <p>A selector is not looked at: what selects the objects of a kind is said once, in {@link
 * Caches}.
 */
final class SharingClient {

  private SharingClient() {}

  static KubernetesClient over(KubernetesClient client, Caches caches) {
    return proxy(
        KubernetesClient.class,
        client,
        (method, arguments, real) ->
            method.getName().equals("resources")
                    && arguments.length == 1
                    && arguments[0] instanceof Class<?> kind
                    && caches.has(kind)
                ? ofKind(
                    (MixedOperation<?, ?, ?>) real.answer(),
                    kind.asSubclass(HasMetadata.class),
                    caches)
                : real.answer());
  }

  private static Object ofKind(
      MixedOperation<?, ?, ?> operation, Class<? extends HasMetadata> kind, Caches caches) {
    return proxy(
        MixedOperation.class,
        operation,
        (method, arguments, real) ->
            method.getName().equals("inAnyNamespace")
                ? everywhere((AnyNamespaceOperation<?, ?, ?>) real.answer(), kind, caches)
                : real.answer());
  }

  private static Object everywhere(
      AnyNamespaceOperation<?, ?, ?> operation, Class<? extends HasMetadata> kind, Caches caches) {
    return proxy(
        AnyNamespaceOperation.class,
        operation,
        (method, arguments, real) ->
            switch (method.getName()) {
              case "withLabelSelector", "withLimit" -> everywhere(operation, kind, caches);
              case "runnableInformer" -> new SharedInformer<>(caches.of(kind));
              default -> real.answer();
            });
  }

  /** Calls the target itself. */
  private interface Real {
    Object answer() throws ReflectiveOperationException;
  }

  /** What a method of the target answers, or what is answered instead. */
  private interface Instead {
    Object of(Method method, Object[] arguments, Real real) throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, T target, Instead instead) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object[] given = arguments == null ? new Object[0] : arguments;
                return instead.of(method, given, () -> method.invoke(target, given));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
