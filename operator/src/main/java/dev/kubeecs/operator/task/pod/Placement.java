package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.CPUArchitecture;
import dev.kubeecs.api.ecs.RuntimePlatform;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Which Nodes may run a task. */
final class Placement {

  private Placement() {}

  /**
   * The Nodes of the cluster and the capacity provider, of the platform that the definition asks
   * for.
   */
  static Map<String, String> nodeSelector(PodRequest request, TaskDefinitionSpec definition) {
    Map<String, String> labels = new TreeMap<>(Absent.asEmpty(request.cluster().nodeSelector()));
    labels.putAll(request.capacity().nodeSelector());
    RuntimePlatform platform = definition.runtimePlatform();
    if (platform != null && platform.cpuArchitecture() != null) {
      labels.put("kubernetes.io/arch", architecture(platform.cpuArchitecture()));
    }
    if (platform != null && platform.operatingSystemFamily() != null) {
      labels.put("kubernetes.io/os", "linux");
    }
    return labels;
  }

  private static String architecture(CPUArchitecture architecture) {
    return switch (architecture) {
      case X86_64 -> "amd64";
      case ARM64 -> "arm64";
    };
  }

  /** Null where the scheduler chooses. */
  static Affinity affinity(PodRequest request) {
    return request.nodeName() == null
        ? null
        : new AffinityBuilder()
            .withNewNodeAffinity()
            .withNewRequiredDuringSchedulingIgnoredDuringExecution()
            .addNewNodeSelectorTerm()
            .addNewMatchField()
            .withKey("metadata.name")
            .withOperator("In")
            .withValues(request.nodeName())
            .endMatchField()
            .endNodeSelectorTerm()
            .endRequiredDuringSchedulingIgnoredDuringExecution()
            .endNodeAffinity()
            .build();
  }
}
