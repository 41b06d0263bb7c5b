package dev.kubeecs.operator.daemon;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.CacheEventSource;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.runtime.StatusPatch;
import dev.kubeecs.operator.taskdefinition.KnownDaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpec;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionStatus;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionStatusBuilder;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Follows daemon task definitions to their end. */
@ControllerConfiguration(
    name = "daemon-task-definition",
    informer = @Informer(name = "daemon-task-definitions-to-reconcile"))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, maxInterval = 30_000)
public class DaemonTaskDefinitionReconciler implements Reconciler<DaemonTaskDefinition> {

  private final Accounts accounts;
  private final DaemonCaches caches;
  private final KnownDaemonTaskDefinitions known;
  private final Clock clock;
  private final Conditions conditions;
  private final Duration retention;

  DaemonTaskDefinitionReconciler(
      Accounts accounts,
      DaemonCaches caches,
      KnownDaemonTaskDefinitions known,
      Clock clock,
      @ConfigProperty(name = "kube-ecs.retention") Duration retention) {
    this.accounts = accounts;
    this.caches = caches;
    this.known = known;
    this.clock = clock;
    this.conditions = new Conditions(clock);
    this.retention = retention;
  }

  /** One that shall go waits for the daemons that use it. */
  @Override
  public List<EventSource<?, DaemonTaskDefinition>> prepareEventSources(
      EventSourceContext<DaemonTaskDefinition> context) {
    return List.of(new CacheEventSource<>(caches.daemons, this::used));
  }

  @Override
  public UpdateControl<DaemonTaskDefinition> reconcile(
      DaemonTaskDefinition definition, Context<DaemonTaskDefinition> context) {
    DaemonTaskDefinitionStatus status = status(definition);
    if (status.deletedAt() == null) {
      return StatusPatch.of(definition, status, new DaemonTaskDefinition());
    }
    Duration left = Duration.between(clock.instant(), status.deletedAt().plus(retention));
    if (left.isPositive()) {
      return StatusPatch.of(definition, status, new DaemonTaskDefinition()).rescheduleAfter(left);
    }
    if (!isCounter(definition)) {
      context.getClient().resource(definition).delete();
      return UpdateControl.noUpdate();
    }
    return StatusPatch.of(definition, status, new DaemonTaskDefinition());
  }

  private DaemonTaskDefinitionStatus status(DaemonTaskDefinition definition) {
    Optional<DaemonTaskDefinitionStatus> before = Optional.ofNullable(definition.getStatus());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    DaemonTaskDefinitionSpec spec = definition.getSpec();
    Long generation = definition.getMetadata().getGeneration();
    List<Condition> present = before.map(DaemonTaskDefinitionStatus::conditions).orElse(null);
    boolean active = DaemonTaskDefinitions.isActive(definition);
    boolean deleted = !active && !isUsed(definition);
    return DaemonTaskDefinitionStatusBuilder.builder()
        .daemonTaskDefinitionArn(
            accounts
                .of(definition.getMetadata().getNamespace())
                .daemonTaskDefinitionArn(spec.family(), spec.revision()))
        .status(state(active, deleted))
        .deleteRequestedAt(
            active
                ? null
                : or(before.map(DaemonTaskDefinitionStatus::deleteRequestedAt).orElse(null), now))
        .deletedAt(
            deleted
                ? or(before.map(DaemonTaskDefinitionStatus::deletedAt).orElse(null), now)
                : null)
        .observedGeneration(generation)
        .conditions(
            DaemonTaskDefinitionProblems.of(spec)
                .map(p -> conditions.notReady(present, p.reason(), p.message(), generation))
                .orElseGet(() -> conditions.ready(present, generation)))
        .build();
  }

  private static dev.kubeecs.api.ecs.DaemonTaskDefinitionStatus state(
      boolean active, boolean deleted) {
    if (active) {
      return dev.kubeecs.api.ecs.DaemonTaskDefinitionStatus.ACTIVE;
    }
    return deleted
        ? dev.kubeecs.api.ecs.DaemonTaskDefinitionStatus.DELETED
        : dev.kubeecs.api.ecs.DaemonTaskDefinitionStatus.DELETE_IN_PROGRESS;
  }

  private boolean isUsed(DaemonTaskDefinition definition) {
    String pinned = DaemonTaskDefinitions.pinned(definition);
    return caches.daemons.getStore().list().stream()
        .filter(daemon -> isNeighbour(daemon, definition))
        .anyMatch(daemon -> daemon.getSpec().daemonTaskDefinition().equals(pinned));
  }

  private static boolean isNeighbour(EcsDaemon daemon, DaemonTaskDefinition definition) {
    return daemon.getMetadata().getNamespace().equals(definition.getMetadata().getNamespace());
  }

  /** The highest number of a family is never forgotten: the next one comes after it. */
  private boolean isCounter(DaemonTaskDefinition definition) {
    return known
        .ofFamily(definition.getMetadata().getNamespace(), definition.getSpec().family())
        .stream()
        .noneMatch(other -> other.getSpec().revision() > definition.getSpec().revision());
  }

  private Set<ResourceID> used(EcsDaemon daemon) {
    String namespace = daemon.getMetadata().getNamespace();
    return TaskDefinitionReference.parse(daemon.getSpec().daemonTaskDefinition()).stream()
        .flatMap(reference -> known.ofFamily(namespace, reference.family()).stream())
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }
}
