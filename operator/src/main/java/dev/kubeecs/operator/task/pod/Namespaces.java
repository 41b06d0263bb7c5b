package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.IpcMode;
import dev.kubeecs.api.ecs.PidMode;
import dev.kubeecs.api.ecs.SystemControl;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Sysctl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whose processes and IPC the containers of a task see, and the kernel's parameters there. */
final class Namespaces {

  private Namespaces() {}

  /** A Pod's containers share IPC in any case, processes where the task or an init asks for it. */
  static void share(PodSpecBuilder spec, TaskDefinitionSpec definition) {
    if (definition.pidMode() == PidMode.HOST) {
      spec.withHostPID(true);
    } else if (definition.pidMode() == PidMode.TASK || needsInit(definition)) {
      spec.withShareProcessNamespace(true);
    }
    if (definition.ipcMode() == IpcMode.HOST) {
      spec.withHostIPC(true);
    }
    List<Sysctl> sysctls = sysctls(definition);
    if (!sysctls.isEmpty()) {
      spec.withNewSecurityContext().withSysctls(sysctls).endSecurityContext();
    }
  }

  /** With shared processes the sandbox is process 1 and reaps zombies, as an init process does. */
  private static boolean needsInit(TaskDefinitionSpec definition) {
    return definition.containerDefinitions().stream()
        .map(ContainerDefinition::linuxParameters)
        .anyMatch(linux -> linux != null && Absent.or(linux.initProcessEnabled(), false));
  }

  /** Of two values the one of the container that starts last. Source: SystemControl of the API. */
  private static List<Sysctl> sysctls(TaskDefinitionSpec definition) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ContainerDefinition container : StartOrder.of(definition.containerDefinitions())) {
      for (SystemControl control : Absent.asEmpty(container.systemControls())) {
        values.put(control.namespace(), control.value());
      }
    }
    return values.entrySet().stream()
        .map(entry -> new Sysctl(entry.getKey(), entry.getValue()))
        .toList();
  }
}
