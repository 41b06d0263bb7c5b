package dev.kubeecs.gateway.store;

import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Ready once every cache is filled: before, reads would miss resources that exist. */
@Startup
@Readiness
@Singleton
final class CachesReady implements HealthCheck {

  private final Caches caches;

  CachesReady(Caches caches) {
    this.caches = caches;
  }

  @Override
  public HealthCheckResponse call() {
    List<String> waitingFor = caches.waitingFor();
    return HealthCheckResponse.named("caches")
        .status(waitingFor.isEmpty())
        .withData("waiting for", String.join(", ", waitingFor))
        .build();
  }
}
