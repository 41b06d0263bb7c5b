package dev.kubeecs.gateway.authorization;

import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.protocol.Authorizer;
import dev.kubeecs.gateway.protocol.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Chooses how callers are authorized. */
@Singleton
final class Authorizers {

  private Authorizers() {}

  @Produces
  @Singleton
  static Authorizer authorizer(
      GatewayConfiguration configuration, KubernetesClient client, @All List<Service> services) {
    return configuration.development()
        ? (operation, caller, namespace) -> {}
        : new RbacAuthorizer(
            client, Permissions.load(services), configuration.authorizationCache());
  }
}
