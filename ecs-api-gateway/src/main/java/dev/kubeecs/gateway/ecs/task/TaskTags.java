package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.resources.task.EcsTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tags of a task. */
public final class TaskTags {

  private TaskTags() {}

  /** Its own tags, then those that ECS manages if it is to. */
  public static List<Tag> of(EcsTask task) {
    Map<String, String> tags = new LinkedHashMap<>();
    asEmpty(task.getSpec().tags()).forEach(tag -> tags.put(tag.key(), tag.value()));
    if (Boolean.TRUE.equals(task.getSpec().enableECSManagedTags())) {
      tags.put("aws:ecs:clusterName", TaskFacts.cluster(task));
      TaskFacts.service(task).ifPresent(name -> tags.put("aws:ecs:serviceName", name));
    }
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
