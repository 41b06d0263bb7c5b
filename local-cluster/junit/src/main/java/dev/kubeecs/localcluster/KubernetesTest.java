package dev.kubeecs.localcluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that talks to a real API server, shared by all such classes.
 *
 * <p>Constructors, test and lifecycle methods may take as parameters:
 *
 * <ul>
 *   <li>{@link io.fabric8.kubernetes.client.KubernetesClient}, shared and not to be closed,
 *   <li>{@link TestNamespace}, one per test, deleted afterwards; or one per class when
 *       {@code @BeforeAll} or the constructor of a class-wide instance asks for it,
 *   <li>{@link TestCluster}, for the kubeconfig that child processes need.
 * </ul>
 *
 * <p>Custom resource definitions found on the classpath below {@code META-INF/fabric8} are applied
 * before the first test. A class that needs containers to really run says {@code runsContainers =
 * true}, and is skipped where nodes are only simulated.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KubernetesExtension.class)
public @interface KubernetesTest {

  /** Whether the tests need nodes that run containers. */
  boolean runsContainers() default false;
}
