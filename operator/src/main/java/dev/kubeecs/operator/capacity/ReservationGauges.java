package dev.kubeecs.operator.capacity;

import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The figures of managed scaling as Prometheus gauges, for an autoscaler to act on: {@code
 * kube_ecs_capacity_provider_reservation} in percent, {@code ..._instances} there are and {@code
 * ..._needed_instances}.
 */
@Singleton
class ReservationGauges {

  private static final String PREFIX = "kube.ecs.capacity.provider.";

  private final MeterRegistry registry;
  private final Map<String, Figures> byProvider = new ConcurrentHashMap<>();

  ReservationGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Tells the figures of a capacity provider from now on. */
  void tell(EcsCapacityProvider provider, EcsCapacityProviderStatus status) {
    Figures figures =
        byProvider.computeIfAbsent(provider.getMetadata().getUid(), uid -> register(provider));
    figures.status = status;
  }

  /** Tells nothing of it any more. */
  void forget(EcsCapacityProvider provider) {
    Figures figures = byProvider.remove(provider.getMetadata().getUid());
    if (figures != null) {
      figures.gauges.forEach(registry::remove);
    }
  }

  private Figures register(EcsCapacityProvider provider) {
    Figures figures = new Figures();
    Tags tags =
        Tags.of(
            "namespace",
            provider.getMetadata().getNamespace(),
            "capacity_provider",
            CapacityProviders.name(provider));
    figures.gauges =
        List.of(
            Gauge.builder(PREFIX + "reservation", figures, f -> f.status.reservation())
                .description("CapacityProviderReservation: needed per registered instance, percent")
                .tags(tags)
                .register(registry),
            Gauge.builder(PREFIX + "instances", figures, f -> f.status.registeredInstancesCount())
                .description("Nodes of the capacity provider")
                .tags(tags)
                .register(registry),
            Gauge.builder(
                    PREFIX + "needed.instances", figures, f -> f.status.neededInstancesCount())
                .description("Nodes that the tasks on the capacity provider need")
                .tags(tags)
                .register(registry));
    return figures;
  }

  private static final class Figures {
    private volatile EcsCapacityProviderStatus status;
    private List<Gauge> gauges = List.of();
  }
}
