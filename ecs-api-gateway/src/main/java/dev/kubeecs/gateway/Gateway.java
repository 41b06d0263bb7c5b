package dev.kubeecs.gateway;

import dev.kubeecs.gateway.protocol.Authenticator;
import dev.kubeecs.gateway.protocol.Authorizer;
import dev.kubeecs.gateway.protocol.Dispatcher;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Namespaces;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Relay;
import dev.kubeecs.gateway.protocol.Service;
import dev.kubeecs.gateway.store.Caches;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Puts the gateway together out of the services and every {@link Handlers} bean. */
@Singleton
final class Gateway {

  private Gateway() {}

  @Produces
  @Singleton
  @Named("ecs")
  static Service ecs() {
    return Service.load("ecs");
  }

  @Produces
  @Singleton
  @Named("logs")
  static Service logs() {
    return Service.load("logs");
  }

  @Produces
  @Singleton
  @Named("elbv2")
  static Service elasticLoadBalancing() {
    return Service.load("elbv2");
  }

  @Produces
  @Singleton
  @Named("applicationautoscaling")
  static Service applicationAutoScaling() {
    return Service.load("applicationautoscaling");
  }

  @Produces
  @Singleton
  @Named("cloudwatch")
  static Service cloudWatch() {
    return Service.load("cloudwatch");
  }

  @Produces
  @Singleton
  @Named("codedeploy")
  static Service codeDeploy() {
    return Service.load("codedeploy");
  }

  @Produces
  @Singleton
  @Named("servicediscovery")
  static Service cloudMap() {
    return Service.load("servicediscovery");
  }

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  static Operations operations(@All List<Service> services, @All List<Handlers> handlers) {
    return Operations.of(services, handlers);
  }

  @Produces
  @Singleton
  @Startup
  static Dispatcher dispatcher(
      Operations operations,
      Authenticator authenticator,
      Namespaces namespaces,
      Authorizer authorizer,
      Relay relay,
      Caches caches) {
    return new Dispatcher(operations, authenticator, namespaces, authorizer, relay, caches::ready);
  }
}
