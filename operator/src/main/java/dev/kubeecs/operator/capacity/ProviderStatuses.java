package dev.kubeecs.operator.capacity;

import dev.kubeecs.api.ecs.CapacityProviderStatus;
import dev.kubeecs.api.ecs.CapacityProviderType;
import dev.kubeecs.api.ecs.CapacityProviderUpdateStatus;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatus;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatusBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** The status of a capacity provider: a function of its Nodes and of the tasks that use it. */
final class ProviderStatuses {

  private static final EcsCapacityProviderStatus UNSEEN =
      EcsCapacityProviderStatusBuilder.builder().build();

  private final Clock clock;
  private final Conditions conditions;

  ProviderStatuses(Clock clock) {
    this.clock = clock;
    this.conditions = new Conditions(clock);
  }

  EcsCapacityProviderStatus of(ProviderFacts facts) {
    EcsCapacityProvider provider = facts.provider();
    EcsCapacityProviderStatus before = provider.getStatus() == null ? UNSEEN : provider.getStatus();
    Long generation = provider.getMetadata().getGeneration();
    CapacityProviderStatus status = status(facts);
    Reservation reservation = facts.reservation();
    return EcsCapacityProviderStatusBuilder.builder()
        .capacityProviderArn(facts.account().capacityProviderArn(CapacityProviders.name(provider)))
        .status(status)
        .type(
            provider.getSpec().managedInstancesProvider() == null
                ? CapacityProviderType.EC2_AUTOSCALING
                : CapacityProviderType.MANAGED_INSTANCES)
        .updateStatus(updateStatus(status, before, generation))
        .updateStatusReason(
            status == CapacityProviderStatus.DEPROVISIONING
                ? "It is associated with the cluster %s.".formatted(facts.clusters().getFirst())
                : null)
        .registeredInstancesCount(reservation.registered())
        .neededInstancesCount(reservation.needed())
        .reservation(reservation.percent())
        .inactiveAt(
            status == CapacityProviderStatus.INACTIVE
                ? Objects.requireNonNullElseGet(before.inactiveAt(), this::now)
                : null)
        .observedGeneration(generation)
        .conditions(conditions(facts, before.conditions(), generation))
        .build();
  }

  /** The API refuses to delete one that is in use; a manifest may ask for it all the same. */
  private static CapacityProviderStatus status(ProviderFacts facts) {
    if (CapacityProviders.isActive(facts.provider())) {
      return CapacityProviderStatus.ACTIVE;
    }
    return facts.clusters().isEmpty()
        ? CapacityProviderStatus.INACTIVE
        : CapacityProviderStatus.DEPROVISIONING;
  }

  private static CapacityProviderUpdateStatus updateStatus(
      CapacityProviderStatus status, EcsCapacityProviderStatus before, Long generation) {
    return switch (status) {
      case INACTIVE -> CapacityProviderUpdateStatus.DELETE_COMPLETE;
      case DEPROVISIONING -> CapacityProviderUpdateStatus.DELETE_IN_PROGRESS;
      case PROVISIONING -> CapacityProviderUpdateStatus.CREATE_IN_PROGRESS;
      case ACTIVE -> {
        if (before.observedGeneration() == null) {
          yield CapacityProviderUpdateStatus.CREATE_COMPLETE;
        }
        yield before.observedGeneration().equals(generation)
            ? before.updateStatus()
            : CapacityProviderUpdateStatus.UPDATE_COMPLETE;
      }
    };
  }

  private List<Condition> conditions(ProviderFacts facts, List<Condition> before, Long generation) {
    return facts
        .elder()
        .map(
            elder ->
                conditions.notReady(
                    before,
                    Reason.Conflict,
                    "The EcsCapacityProvider %s is older and has the same name; rename or delete one of them."
                        .formatted(elder.getMetadata().getName()),
                    generation))
        .orElseGet(() -> conditions.ready(before, generation));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
