package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LinuxParameters;
import dev.kubeecs.api.ecs.MountPoint;
import dev.kubeecs.api.ecs.Tmpfs;
import dev.kubeecs.api.ecs.VolumeFrom;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Volumes that live as long as the task: bind mounts without a host path, and memory. */
final class Volumes {

  private static final String SHARED_MEMORY = "/dev/shm";

  private Volumes() {}

  static List<Volume> of(TaskDefinitionSpec definition) {
    List<Volume> volumes = new ArrayList<>();
    Absent.asEmpty(definition.volumes())
        .forEach(volume -> volumes.add(scratch(ObjectNames.volume(volume.name()))));
    definition
        .containerDefinitions()
        .forEach(
            container ->
                memory(container)
                    .forEach((path, size) -> volumes.add(memory(container, path, size))));
    return volumes;
  }

  static List<VolumeMount> mounts(ContainerDefinition container, TaskDefinitionSpec task) {
    Map<String, VolumeMount> mounts = new LinkedHashMap<>();
    from(container, task, false, task.containerDefinitions().size(), mounts);
    memory(container)
        .keySet()
        .forEach(path -> mounts.put(path, mount(memoryName(container, path), path, false)));
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
      boolean restricted = readOnly || Absent.or(point.readOnly(), false);
      mounts.putIfAbsent(
          point.containerPath(),
          mount(ObjectNames.volume(point.sourceVolume()), point.containerPath(), restricted));
    }
    for (VolumeFrom source : Absent.asEmpty(container.volumesFrom())) {
      task.containerDefinitions().stream()
          .filter(other -> depth > 0 && other.name().equals(source.sourceContainer()))
          .forEach(
              other ->
                  from(
                      other,
                      task,
                      readOnly || Absent.or(source.readOnly(), false),
                      depth - 1,
                      mounts));
    }
  }

  /** MiB by path: tmpfs and shared memory of a container. */
  private static Map<String, Integer> memory(ContainerDefinition container) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    LinuxParameters linux = container.linuxParameters();
    if (linux != null) {
      for (Tmpfs tmpfs : Absent.asEmpty(linux.tmpfs())) {
        sizes.put(tmpfs.containerPath(), tmpfs.size());
      }
      if (linux.sharedMemorySize() != null) {
        sizes.put(SHARED_MEMORY, linux.sharedMemorySize());
      }
    }
    return sizes;
  }

  private static String memoryName(ContainerDefinition container, String path) {
    return ObjectNames.volume("memory of " + container.name() + " at " + path);
  }

  private static Volume memory(ContainerDefinition container, String path, int mebibytes) {
    return new VolumeBuilder()
        .withName(memoryName(container, path))
        .withNewEmptyDir()
        .withMedium("Memory")
        .withSizeLimit(new Quantity(mebibytes + "Mi"))
        .endEmptyDir()
        .build();
  }

  private static Volume scratch(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }

  private static VolumeMount mount(String volume, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(path)
        .withReadOnly(readOnly ? true : null)
        .build();
  }
}
