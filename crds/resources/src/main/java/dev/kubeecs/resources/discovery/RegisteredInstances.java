package dev.kubeecs.resources.discovery;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.servicediscovery.CustomHealthStatus;
import dev.kubeecs.api.servicediscovery.HealthStatus;
import java.util.List;

/** The instances that are registered by hand, and which instances DNS answers with. */
public final class RegisteredInstances {

  private RegisteredInstances() {}

  /** The instances that a spec registers. */
  public static List<RegisteredInstance> byHand(DiscoveryServiceSpec service) {
    return asEmpty(service.instances()).stream()
        .map(
            instance ->
                new RegisteredInstance(
                    instance.id(),
                    asEmpty(instance.attributes()),
                    service.healthCheckCustomConfig() == null
                        ? HealthStatus.UNKNOWN
                        : health(instance),
                    null))
        .toList();
  }

  /**
   * Those that names stand for: all but the unhealthy or, if there are no others, those. Source:
   * the Cloud Map guide, "if no instance is healthy, all are answered as if they were".
   */
  public static List<RegisteredInstance> answering(List<RegisteredInstance> instances) {
    List<RegisteredInstance> others =
        instances.stream().filter(i -> i.health() != HealthStatus.UNHEALTHY).toList();
    return others.isEmpty() ? instances : others;
  }

  private static HealthStatus health(DiscoveryInstance instance) {
    if (instance.health() != null) {
      return instance.health() == CustomHealthStatus.HEALTHY
          ? HealthStatus.HEALTHY
          : HealthStatus.UNHEALTHY;
    }
    return "UNHEALTHY"
            .equals(asEmpty(instance.attributes()).get(InstanceAttributes.INIT_HEALTH_STATUS))
        ? HealthStatus.UNHEALTHY
        : HealthStatus.HEALTHY;
  }
}
