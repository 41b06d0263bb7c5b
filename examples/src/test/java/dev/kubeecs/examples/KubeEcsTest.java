package dev.kubeecs.examples;

import dev.kubeecs.localcluster.KubernetesTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A test with {@link KubeEcs} and, for each test, the {@link AwsCli} of a fresh account. Classes
 * run side by side, and then, one after the other, those that are {@link Isolated}: they end a
 * program, or change what all of them share.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@KubernetesTest(runsContainers = true)
@ExtendWith(KubeEcsExtension.class)
@interface KubeEcsTest {}
