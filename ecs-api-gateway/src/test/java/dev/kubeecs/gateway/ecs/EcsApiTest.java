package dev.kubeecs.gateway.ecs;

import dev.kubeecs.localcluster.KubernetesTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the packaged gateway on a real API server, called by the AWS SDK. Takes an {@link
 * EcsApi} whose account nobody else uses. No operator runs: a test that needs a status writes it.
 */
@KubernetesTest
@ExtendWith(EcsApiExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EcsApiTest {}
