package dev.kubeecs.gateway.ecs.taskdefinition;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.Taggable;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tags of task definition revisions. */
@Singleton
final class TaggableRevisions implements Taggable {

  private final Revisions revisions;

  TaggableRevisions(Revisions revisions) {
    this.revisions = revisions;
  }

  @Override
  public String type() {
    return "task-definition";
  }

  @Override
  public String words() {
    return "task definition";
  }

  @Override
  public Optional<List<Tag>> tags(Call call, Arn arn) {
    return find(call, arn).map(revision -> revision.getSpec().currentTags());
  }

  @Override
  public boolean isActive(Call call, Arn arn) {
    return find(call, arn).filter(RevisionFacts::isActive).isPresent();
  }

  @Override
  public void change(Call call, Arn arn, UnaryOperator<List<Tag>> change) {
    find(call, arn)
        .ifPresent(
            found ->
                revisions
                    .store()
                    .edit(
                        call.namespace(),
                        found.getMetadata().getName(),
                        current -> {
                          List<Tag> tags = current.getSpec().currentTags();
                          current.setSpec(current.getSpec().withTags(change.apply(tags)));
                          return current;
                        }));
  }

  private Optional<TaskDefinitionRevision> find(Call call, Arn arn) {
    return TaskDefinitionReference.parse(arn.name())
        .filter(reference -> reference.revision().isPresent())
        .flatMap(reference -> revisions.find(call, reference));
  }
}
