package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static java.util.Comparator.comparing;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The daemon task definitions of an account, found as ECS names them. */
@Singleton
public final class KnownDaemonTaskDefinitions {

  private final Store<DaemonTaskDefinition> store;
  private final StoreIndex<DaemonTaskDefinition> byFamily;
  private final StoreIndex<DaemonTaskDefinition> byNumber;

  KnownDaemonTaskDefinitions(Stores stores) {
    this.store = stores.of(DaemonTaskDefinition.class);
    this.byFamily = store.index("family", definition -> List.of(definition.getSpec().family()));
    this.byNumber =
        store.index("number", definition -> List.of(DaemonTaskDefinitions.pinned(definition)));
  }

  /**
   * Reads {@code family}, {@code family:revision} or an ARN.
   *
   * @throws AwsException {@code ClientException} if it is none of these
   */
  static TaskDefinitionReference parse(Call call, String text) {
    String name = Identifier.parse(text, "daemon-task-definition", call.account()).name();
    return TaskDefinitionReference.parse(name)
        .orElseThrow(() -> client("Invalid daemon task definition identifier: %s", text));
  }

  /** The revision that is meant, in any state; the newest ACTIVE one if no number is told. */
  public Optional<DaemonTaskDefinition> find(Call call, TaskDefinitionReference reference) {
    return reference.revision().isPresent()
        ? Oldest.of(byNumber.get(call.namespace(), reference.toString()))
        : family(call, reference.family()).stream()
            .filter(DaemonTaskDefinitions::isActive)
            .max(comparing(definition -> definition.getSpec().revision()));
  }

  /** What the revision {@code family:number} of a namespace defines, as tasks see it. */
  public Optional<TaskDefinitionSpec> definition(String namespace, String pinned) {
    return Oldest.of(byNumber.get(namespace, pinned))
        .map(definition -> DaemonTaskDefinitions.asTaskDefinition(definition.getSpec()));
  }

  /**
   * The one that a daemon is to run.
   *
   * @throws AwsException {@code ClientException} if there is none, or it is not ACTIVE
   */
  DaemonTaskDefinition require(Call call, String text) {
    DaemonTaskDefinition definition =
        find(call, parse(call, text))
            .orElseThrow(() -> client("Daemon task definition not found."));
    if (!DaemonTaskDefinitions.isActive(definition)) {
      throw DaemonErrors.inactiveDefinition();
    }
    return definition;
  }

  /** Every revision of a family, in any state and no order. */
  Collection<DaemonTaskDefinition> family(Call call, String family) {
    return Oldest.ofEach(byFamily.get(call.namespace(), family), DaemonTaskDefinitions::pinned);
  }

  /** Every revision of the account, in any state and no order. */
  Collection<DaemonTaskDefinition> all(Call call) {
    return Oldest.ofEach(store.list(call.namespace()), DaemonTaskDefinitions::pinned);
  }

  Store<DaemonTaskDefinition> store() {
    return store;
  }
}
