package dev.kubeecs.operator.task;

import dev.kubeecs.operator.cache.Indexes;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** Which task a Pod is, and which identities follow from a task's id. */
public final class TaskIds {

  private static final Pattern OF_ECS = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern UUID_PARTS = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");

  private TaskIds() {}

  /** The EcsTask of a Pod: by name, or by the Pod's UID for tasks of services. */
  public static ResourceID of(Pod pod) {
    return new ResourceID(Indexes.taskName(pod), pod.getMetadata().getNamespace());
  }

  /** A UUID that is the same for the same task. */
  public static UUID uuid(String taskId) {
    return OF_ECS.matcher(taskId).matches()
        ? UUID.fromString(UUID_PARTS.matcher(taskId).replaceAll("$1-$2-$3-$4-$5"))
        : UUID.nameUUIDFromBytes(taskId.getBytes(StandardCharsets.UTF_8));
  }
}
