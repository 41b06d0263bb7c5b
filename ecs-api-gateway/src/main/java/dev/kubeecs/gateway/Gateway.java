package dev.kubeecs.gateway;

import dev.kubeecs.gateway.protocol.Authenticator;
import dev.kubeecs.gateway.protocol.Authorizer;
import dev.kubeecs.gateway.protocol.Dispatcher;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Namespaces;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Service;
import dev.kubeecs.gateway.signing.DevelopmentAuthenticator;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts the gateway together out of the services and every {@link Handlers} bean. */
@Singleton
final class Gateway {

  private Gateway() {}

  @Produces
  @Singleton
  static Operations operations(@All List<Handlers> handlers) {
    return Operations.of(List.of(Service.load("ecs")), handlers);
  }

  @Produces
  @Singleton
  static Authenticator authenticator(GatewayConfiguration configuration) {
    return new DevelopmentAuthenticator();
  }

  @Produces
  @Singleton
  static Authorizer authorizer(GatewayConfiguration configuration) {
    return (operation, caller, namespace) -> {};
  }

  @Produces
  @Singleton
  @Startup
  static Dispatcher dispatcher(
      Operations operations,
      Authenticator authenticator,
      Namespaces namespaces,
      Authorizer authorizer) {
    return new Dispatcher(operations, authenticator, namespaces, authorizer);
  }
}
