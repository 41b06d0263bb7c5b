package dev.kubeecs.gateway.servicediscovery;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.api.servicediscovery.HealthStatusFilter;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import dev.kubeecs.resources.discovery.RegisteredInstances;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The instances of a service, as callers ask for them. */
final class Instances {

  private Instances() {}

  /**
   * All instances: those registered by hand as the spec has them now, tasks as the operator has
   * told last.
   */
  static List<RegisteredInstance> of(DiscoveryService service) {
    Stream<RegisteredInstance> tasks =
        service.getStatus() == null
            ? Stream.empty()
            : asEmpty(service.getStatus().instances()).stream()
                .filter(instance -> or(instance.task(), false));
    return Stream.concat(RegisteredInstances.byHand(service.getSpec()).stream(), tasks).toList();
  }

  /**
   * Those that DiscoverInstances answers.
   *
   * @param required attributes that an instance must have
   * @param optional attributes that it should have, if any instance has them
   * @param filter HEALTHY when null; of no effect where nobody tells of health
   */
  static List<RegisteredInstance> discovered(
      List<RegisteredInstance> instances,
      Map<String, String> required,
      Map<String, String> optional,
      HealthStatusFilter filter) {
    List<RegisteredInstance> asked = having(instances, asEmpty(required));
    List<RegisteredInstance> preferred = having(asked, asEmpty(optional));
    List<RegisteredInstance> found = preferred.isEmpty() ? asked : preferred;
    return switch (or(filter, HealthStatusFilter.HEALTHY)) {
      case HEALTHY -> without(found, HealthStatus.UNHEALTHY);
      case UNHEALTHY -> without(found, HealthStatus.HEALTHY);
      case ALL -> found;
      case HEALTHY_OR_ELSE_ALL -> {
        List<RegisteredInstance> healthy = without(found, HealthStatus.UNHEALTHY);
        yield healthy.isEmpty() ? found : healthy;
      }
    };
  }

  private static List<RegisteredInstance> having(
      List<RegisteredInstance> instances, Map<String, String> attributes) {
    return instances.stream()
        .filter(
            instance ->
                asEmpty(instance.attributes()).entrySet().containsAll(attributes.entrySet()))
        .toList();
  }

  /** Instances of unknown health stay: a filter is ignored where there is no health check. */
  private static List<RegisteredInstance> without(
      List<RegisteredInstance> instances, HealthStatus health) {
    return instances.stream().filter(instance -> instance.health() != health).toList();
  }
}
