package dev.kubeecs.resources.task.validation;

import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import dev.kubeecs.resources.taskdefinition.validation.UnsupportedVolumes;
import dev.kubeecs.resources.volume.LaunchVolumes;
import java.util.List;
import java.util.stream.Stream;

/** What ECS knows of a task that runs on its own and kube-ecs cannot honour. */
public final class UnsupportedOfTask {

  private UnsupportedOfTask() {}

  /** Paths of the members that cannot be honoured, and what to do instead. */
  public static List<String> fields(EcsTaskSpec task) {
    return Stream.of(
            Unsupported.fields(task.overrides()),
            UnsupportedVolumes.of(LaunchVolumes.ofTask(task.volumeConfigurations())))
        .flatMap(List::stream)
        .toList();
  }
}
