package dev.kubeecs.gateway.signing;

import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.protocol.Authenticator;
import dev.kubeecs.gateway.store.Caches;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Chooses how callers are known. */
@Singleton
final class Authenticators {

  private static final Logger LOG = Logger.getLogger(Authenticators.class);
  private static final String DEFAULT_NAMESPACE = "default";

  private Authenticators() {}

  @Produces
  @Singleton
  static Authenticator authenticator(
      GatewayConfiguration configuration,
      KubernetesClient client,
      Caches caches,
      TaskRoleKeys roles) {
    if (configuration.development()) {
      LOG.warn("development mode: any credentials are taken, so nobody else may reach this port");
      return new DevelopmentAuthenticator(roles::find);
    }
    String namespace =
        configuration
            .accessKeyNamespace()
            .or(() -> Optional.ofNullable(client.getNamespace()))
            .orElse(DEFAULT_NAMESPACE);
    AccessKeys secrets = new SecretAccessKeys(client, caches, namespace);
    return new SignatureAuthenticator(
        (id, token) -> roles.find(id, token).or(() -> secrets.find(id, token)),
        Clock.systemUTC(),
        configuration.allowedClockSkew());
  }
}
