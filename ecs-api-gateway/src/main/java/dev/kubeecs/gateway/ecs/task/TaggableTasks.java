package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.TagsInSpec;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tags of tasks. */
@Singleton
final class TaggableTasks extends TagsInSpec<EcsTask> {

  private final Tasks tasks;

  TaggableTasks(Tasks tasks) {
    super("task", tasks.store());
    this.tasks = tasks;
  }

  @Override
  protected Optional<EcsTask> find(Call call, Arn arn) {
    return arn.path().size() == 2
        ? tasks.find(call, arn.path().getFirst(), arn.name())
        : Optional.empty();
  }

  @Override
  protected boolean isActive(EcsTask task) {
    return TaskFacts.lastStatus(task) != TaskState.STOPPED;
  }

  @Override
  protected List<Tag> own(EcsTask task) {
    return asEmpty(task.getSpec().tags());
  }

  @Override
  protected void set(EcsTask copy, List<Tag> tags) {
    copy.setSpec(copy.getSpec().withTags(tags));
  }

  @Override
  protected List<Tag> told(EcsTask task) {
    return TaskTags.of(task);
  }
}
