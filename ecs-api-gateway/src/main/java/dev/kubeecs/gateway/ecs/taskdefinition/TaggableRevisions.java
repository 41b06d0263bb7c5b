package dev.kubeecs.gateway.ecs.taskdefinition;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.TagsInSpec;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tags of task definition revisions. */
@Singleton
final class TaggableRevisions extends TagsInSpec<TaskDefinitionRevision> {

  private final Revisions revisions;

  TaggableRevisions(Revisions revisions) {
    super("task-definition", revisions.store());
    this.revisions = revisions;
  }

  @Override
  protected Optional<TaskDefinitionRevision> find(Call call, Arn arn) {
    return TaskDefinitionReference.parse(arn.name())
        .filter(reference -> reference.revision().isPresent())
        .flatMap(reference -> revisions.find(call, reference));
  }

  @Override
  protected boolean isActive(TaskDefinitionRevision revision) {
    return RevisionFacts.isActive(revision);
  }

  @Override
  protected List<Tag> own(TaskDefinitionRevision revision) {
    return revision.getSpec().currentTags();
  }

  @Override
  protected void set(TaskDefinitionRevision copy, List<Tag> tags) {
    copy.setSpec(copy.getSpec().withTags(tags));
  }
}
