package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.IpcMode;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.SystemControl;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Set;

/** Kernel parameters are those of the namespaces that a task has. Source: SystemControl. */
final class SystemControlRules {

  private static final Set<String> OF_IPC =
      Set.of(
          "kernel.msgmax",
          "kernel.msgmnb",
          "kernel.msgmni",
          "kernel.sem",
          "kernel.shmall",
          "kernel.shmmax",
          "kernel.shmmni",
          "kernel.shm_rmid_forced");

  private SystemControlRules() {}

  static void check(TaskDefinitionSpec definition, Violations violations) {
    for (int i = 0; i < containers(definition).size(); i++) {
      List<SystemControl> controls = Absent.asEmpty(containers(definition).get(i).systemControls());
      for (int c = 0; c < controls.size(); c++) {
        check(controls.get(c), path(i, "systemControls[" + c + "]"), definition, violations);
      }
    }
  }

  private static void check(
      SystemControl control, String field, TaskDefinitionSpec definition, Violations violations) {
    String name = Absent.or(control.namespace(), "");
    boolean ofIpc = OF_IPC.contains(name) || name.startsWith("fs.mqueue.");
    boolean ofNetwork = name.startsWith("net.");
    violations.unless(
        ofIpc || ofNetwork,
        field + ".namespace",
        "'%s' is not a kernel parameter of the IPC or network namespace.",
        name);
    violations.unless(
        control.value() != null && !control.value().isEmpty(),
        field + ".value",
        "The value of a kernel parameter should not be null or empty.");
    violations.unless(
        !ofNetwork || definition.networkMode() != NetworkMode.HOST,
        field + ".namespace",
        "Network parameters are not supported when networkMode=host.");
    violations.unless(
        !ofIpc || definition.ipcMode() != IpcMode.HOST,
        field + ".namespace",
        "IPC parameters are not supported when ipcMode=host.");
  }
}
