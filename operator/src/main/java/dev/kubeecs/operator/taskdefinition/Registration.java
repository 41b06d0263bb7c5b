package dev.kubeecs.operator.taskdefinition;

import static java.util.Comparator.comparing;

import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which revision stands for the present content of a TaskDefinition, or has to be registered. */
final class Registration {

  /** On a revision: the UID of the TaskDefinition that it was registered from. */
  static final String REGISTERED_FROM = "kube-ecs.dev/registered-from";

  private Registration() {}

  /** The family: what the spec says, else the object's name. */
  static String family(TaskDefinition definition) {
    String family = definition.getSpec().family();
    return family == null ? definition.getMetadata().getName() : family;
  }

  /** The newest revision that came from the TaskDefinition, if its content is the present one. */
  static Optional<TaskDefinitionRevision> present(
      TaskDefinition definition, List<TaskDefinitionRevision> ofFamily) {
    return ofFamily.stream()
        .filter(revision -> isFrom(definition, revision))
        .max(comparing(revision -> revision.getSpec().revision()))
        .filter(revision -> revision.getSpec().taskDefinition().equals(content(definition)));
  }

  /** Whether the revision was registered from the TaskDefinition. */
  static boolean isFrom(TaskDefinition definition, TaskDefinitionRevision revision) {
    Map<String, String> labels = revision.getMetadata().getLabels();
    return labels != null && definition.getMetadata().getUid().equals(labels.get(REGISTERED_FROM));
  }

  /** The number after the highest that the family has. */
  static int nextNumber(List<TaskDefinitionRevision> ofFamily) {
    return 1 + ofFamily.stream().mapToInt(r -> r.getSpec().revision()).max().orElse(0);
  }

  /** The revision to be created for the present content. */
  static TaskDefinitionRevision revision(TaskDefinition definition, int number) {
    String family = family(definition);
    TaskDefinitionRevision revision = new TaskDefinitionRevision();
    revision.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(definition.getMetadata().getNamespace())
            .withName(ObjectNames.taskDefinitionRevision(family, number))
            .withLabels(
                Map.of(
                    Labels.FAMILY,
                    ObjectNames.taskDefinition(family),
                    Labels.REVISION,
                    String.valueOf(number),
                    REGISTERED_FROM,
                    definition.getMetadata().getUid()))
            .build());
    revision.setSpec(
        TaskDefinitionRevisionSpecBuilder.builder()
            .family(family)
            .revision(number)
            .taskDefinition(content(definition))
            .build());
    return revision;
  }

  private static TaskDefinitionSpec content(TaskDefinition definition) {
    return TaskDefinitionSpecBuilder.builder(definition.getSpec())
        .family(family(definition))
        .build();
  }
}
