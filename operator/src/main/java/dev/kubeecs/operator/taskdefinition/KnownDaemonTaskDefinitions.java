package dev.kubeecs.operator.taskdefinition;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The daemon task definitions, found as ECS names them. */
@Singleton
public class KnownDaemonTaskDefinitions {

  private final SharedIndexInformer<DaemonTaskDefinition> definitions;

  KnownDaemonTaskDefinitions(SharedIndexInformer<DaemonTaskDefinition> definitions) {
    this.definitions = definitions;
  }

  /** The revision that {@code family:revision} means, in any state; of namesakes the oldest. */
  public Optional<DaemonTaskDefinition> resolve(String namespace, String reference) {
    return TaskDefinitionReference.parse(reference)
        .filter(parsed -> parsed.revision().isPresent())
        .flatMap(
            parsed ->
                ofFamily(namespace, parsed.family()).stream()
                    .filter(d -> d.getSpec().revision() == parsed.revision().getAsInt())
                    .min(Oldest.FIRST));
  }

  /** Every revision of a family, in any state and order. */
  public List<DaemonTaskDefinition> ofFamily(String namespace, String family) {
    return definitions.getIndexer().byIndex(Indexes.BY_FAMILY, Indexes.key(namespace, family));
  }
}
