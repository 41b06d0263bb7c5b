package dev.kubeecs.operator.task.pod.volume;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.MountPoint;
import dev.kubeecs.api.ecs.VolumeFrom;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.volume.FileSystem;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a container finds its volumes. */
public final class Mounts {

  private Mounts() {}

  /** Those of a container of a task. */
  public static List<VolumeMount> of(ContainerDefinition container, TaskDefinitionSpec task) {
    Map<String, VolumeMount> mounts = new LinkedHashMap<>();
    from(container, task, false, task.containerDefinitions().size(), mounts);
    MemoryVolumes.mounts(container).forEach(mount -> mounts.put(mount.getMountPath(), mount));
    return List.copyOf(mounts.values());
  }

  /** What a container mounts itself wins over what it takes from others at the same path. */
  private static void from(
      ContainerDefinition container,
      TaskDefinitionSpec task,
      boolean readOnly,
      int depth,
      Map<String, VolumeMount> mounts) {
    for (MountPoint point : Absent.asEmpty(container.mountPoints())) {
      mounts.putIfAbsent(
          point.containerPath(),
          mount(
              ObjectNames.volume(point.sourceVolume()),
              point.containerPath(),
              readOnly || Absent.or(point.readOnly(), false),
              directory(point.sourceVolume(), task)));
    }
    for (VolumeFrom source : Absent.asEmpty(container.volumesFrom())) {
      boolean restricted = readOnly || Absent.or(source.readOnly(), false);
      task.containerDefinitions().stream()
          .filter(other -> depth > 0 && other.name().equals(source.sourceContainer()))
          .forEach(other -> from(other, task, restricted, depth - 1, mounts));
    }
  }

  /** The directory of a file system that a volume is; null for the whole. */
  private static String directory(String volume, TaskDefinitionSpec task) {
    return Absent.asEmpty(task.volumes()).stream()
        .filter(v -> v.name().equals(volume))
        .map(FileSystem::of)
        .flatMap(Optional::stream)
        .map(FileSystem::directory)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  static VolumeMount mount(String volume, String path, boolean readOnly, String directory) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(path)
        .withSubPath(directory)
        .withReadOnly(readOnly ? true : null)
        .build();
  }
}
