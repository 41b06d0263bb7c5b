package dev.kubeecs.operator.taskdefinition;

import static java.util.Comparator.comparing;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.naming.Oldest;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec.DesiredRevisionStatus;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The registered revisions, found as ECS names them. */
@Singleton
public class TaskDefinitions {

  private final SharedIndexInformer<TaskDefinitionRevision> revisions;

  TaskDefinitions(SharedIndexInformer<TaskDefinitionRevision> revisions) {
    this.revisions = revisions;
  }

  /**
   * The revision that a reference means: {@code family:revision} or its ARN in any state but
   * deleted, a family alone its newest ACTIVE revision.
   */
  public Optional<TaskDefinitionRevision> resolve(String namespace, String reference) {
    return TaskDefinitionReference.parse(reference)
        .flatMap(
            parsed ->
                parsed.revision().isPresent()
                    ? revision(namespace, parsed.family(), parsed.revision().getAsInt())
                    : newestActive(namespace, parsed.family()));
  }

  /** The revision of that number. */
  public Optional<TaskDefinitionRevision> revision(String namespace, String family, int number) {
    return ofFamily(namespace, family).stream()
        .filter(r -> r.getSpec().revision() == number)
        .min(Oldest.FIRST);
  }

  /** The ACTIVE revision with the highest number. */
  public Optional<TaskDefinitionRevision> newestActive(String namespace, String family) {
    return ofFamily(namespace, family).stream()
        .filter(TaskDefinitions::isActive)
        .max(
            comparing((TaskDefinitionRevision r) -> r.getSpec().revision())
                .thenComparing(Oldest.FIRST.reversed()));
  }

  /** Every revision of the family, in any state and order. */
  public List<TaskDefinitionRevision> ofFamily(String namespace, String family) {
    return revisions.getIndexer().byIndex(Indexes.BY_FAMILY, Indexes.key(namespace, family));
  }

  /** Whether new tasks and services may use the revision. */
  public static boolean isActive(TaskDefinitionRevision revision) {
    DesiredRevisionStatus desired = revision.getSpec().desiredStatus();
    return (desired == null || desired == DesiredRevisionStatus.ACTIVE)
        && revision.getMetadata().getDeletionTimestamp() == null;
  }
}
