package dev.kubeecs.examples;

import dev.kubeecs.localcluster.KubernetesTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test with {@link KubeEcs} and, for each test, the {@link AwsCli} of a fresh account. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@KubernetesTest(runsContainers = true)
@ExtendWith(KubeEcsExtension.class)
@interface KubeEcsTest {}
