package dev.kubeecs.operator.task.pod.volume;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LinuxParameters;
import dev.kubeecs.api.ecs.Tmpfs;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Memory that a container uses as files: tmpfs and shared memory. Each has its own. */
final class MemoryVolumes {

  private static final String SHARED_MEMORY = "/dev/shm";

  private MemoryVolumes() {}

  private record Memory(String path, int mebibytes, boolean readOnly) {}

  static Stream<Volume> of(ContainerDefinition container) {
    return memory(container).stream()
        .map(
            memory ->
                new VolumeBuilder()
                    .withName(name(container, memory))
                    .withNewEmptyDir()
                    .withMedium("Memory")
                    .withSizeLimit(new Quantity(memory.mebibytes() + "Mi"))
                    .endEmptyDir()
                    .build());
  }

  static Stream<VolumeMount> mounts(ContainerDefinition container) {
    return memory(container).stream()
        .map(
            memory ->
                Mounts.mount(name(container, memory), memory.path(), memory.readOnly(), null));
  }

  private static List<Memory> memory(ContainerDefinition container) {
    List<Memory> all = new ArrayList<>();
    LinuxParameters linux = container.linuxParameters();
    if (linux != null) {
      for (Tmpfs tmpfs : Absent.asEmpty(linux.tmpfs())) {
        all.add(
            new Memory(
                tmpfs.containerPath(),
                tmpfs.size(),
                Absent.asEmpty(tmpfs.mountOptions()).contains("ro")));
      }
      if (Absent.or(linux.sharedMemorySize(), 0) > 0) {
        all.add(new Memory(SHARED_MEMORY, linux.sharedMemorySize(), false));
      }
    }
    return all;
  }

  private static String name(ContainerDefinition container, Memory memory) {
    return ObjectNames.volume("memory of " + container.name() + " at " + memory.path());
  }
}
