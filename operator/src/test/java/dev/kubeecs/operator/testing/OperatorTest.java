package dev.kubeecs.operator.testing;

import dev.kubeecs.localcluster.KubernetesTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A test class with the operator running against the cluster of the tests, as a process with the
 * rights of {@code src/main/kubernetes/rbac.yaml}. Methods may take an {@link OperatorProcess},
 * which all classes share; one that a test has killed or restarted is started afresh for the next.
 * Tests run side by side, and then, one after the other, the classes that are {@link Isolated}:
 * they end the operator or a part of a Node, start it with other settings, or measure what is lost.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@KubernetesTest(runsContainers = true)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(OperatorExtension.class)
public @interface OperatorTest {}
