package dev.kubeecs.operator.testing;

import dev.kubeecs.localcluster.KubernetesTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class with the operator running against the cluster of the tests, as a process with the
 * rights of {@code src/main/kubernetes/rbac.yaml}. Methods may take an {@link OperatorProcess},
 * which all classes share; one that a test has killed or restarted is started afresh for the next.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@KubernetesTest(runsContainers = true)
@ExtendWith(OperatorExtension.class)
public @interface OperatorTest {}
