package dev.kubeecs.gateway.ecs.taskdefinition;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static java.util.Comparator.comparing;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The task definition revisions of an account, found as ECS names them. */
@Singleton
public final class Revisions {

  private final Store<TaskDefinitionRevision> store;
  private final StoreIndex<TaskDefinitionRevision> byFamily;
  private final StoreIndex<TaskDefinitionRevision> byNumber;

  Revisions(Stores stores) {
    this.store = stores.of(TaskDefinitionRevision.class);
    this.byFamily = store.index("family", revision -> List.of(revision.getSpec().family()));
    this.byNumber = store.index("number", revision -> List.of(RevisionFacts.pinned(revision)));
  }

  /**
   * Reads how a client names a task definition.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ClientException} if it has no form
   *     that ECS knows, {@code InvalidParameterException} if it is somebody else's
   */
  public static TaskDefinitionReference parse(Call call, String text) {
    TaskDefinitionReference reference =
        TaskDefinitionReference.parse(text)
            .orElseThrow(() -> client("Invalid task definition identifier: %s", text));
    reference.account().ifPresent(owner -> Identifier.requireOwn(owner, call.account()));
    return reference;
  }

  /** The revision that is meant, in any state; the newest ACTIVE one if no number is told. */
  public Optional<TaskDefinitionRevision> find(Call call, TaskDefinitionReference reference) {
    return reference.revision().isPresent()
        ? Oldest.of(byNumber.get(call.namespace(), reference.toString()))
        : family(call, reference.family()).stream()
            .filter(RevisionFacts::isActive)
            .max(comparing(revision -> revision.getSpec().revision()));
  }

  /** What the revision {@code family:number} of a namespace defines, whatever its state. */
  public Optional<TaskDefinitionSpec> definition(String namespace, String pinned) {
    return Oldest.of(byNumber.get(namespace, pinned))
        .map(revision -> revision.getSpec().taskDefinition());
  }

  /**
   * The revision that tasks or a service are to be made from, ACTIVE or not.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ClientException} if there is none
   */
  public TaskDefinitionRevision require(Call call, String text) {
    return find(call, parse(call, text)).orElseThrow(TaskDefinitionErrors::notFound);
  }

  /** Every revision of a family, in any state and no order. */
  Collection<TaskDefinitionRevision> family(Call call, String family) {
    return served(byFamily.get(call.namespace(), family));
  }

  /** Every revision of the account, in any state and no order. */
  Collection<TaskDefinitionRevision> all(Call call) {
    return served(store.list(call.namespace()));
  }

  Store<TaskDefinitionRevision> store() {
    return store;
  }

  private static Collection<TaskDefinitionRevision> served(List<TaskDefinitionRevision> all) {
    return Oldest.ofEach(all, RevisionFacts::pinned);
  }
}
