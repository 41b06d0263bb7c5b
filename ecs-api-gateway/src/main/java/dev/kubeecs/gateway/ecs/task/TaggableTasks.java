package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.Taggable;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tags of tasks. */
@Singleton
final class TaggableTasks implements Taggable {

  private final Tasks tasks;

  TaggableTasks(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public String type() {
    return "task";
  }

  @Override
  public String words() {
    return "task";
  }

  @Override
  public Optional<List<Tag>> tags(Call call, Arn arn) {
    return find(call, arn).map(TaskTags::of);
  }

  @Override
  public boolean isActive(Call call, Arn arn) {
    return find(call, arn)
        .filter(task -> TaskFacts.lastStatus(task) != TaskState.STOPPED)
        .isPresent();
  }

  @Override
  public void change(Call call, Arn arn, UnaryOperator<List<Tag>> change) {
    find(call, arn)
        .ifPresent(
            found ->
                tasks
                    .store()
                    .edit(
                        call.namespace(),
                        found.getMetadata().getName(),
                        current -> {
                          List<Tag> tags = asEmpty(current.getSpec().tags());
                          current.setSpec(current.getSpec().withTags(change.apply(tags)));
                          return current;
                        }));
  }

  private Optional<EcsTask> find(Call call, Arn arn) {
    return arn.path().size() == 2
        ? tasks.find(call, arn.path().getFirst(), arn.name())
        : Optional.empty();
  }
}
