package dev.kubeecs.resources.daemon.validation;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DaemonIpcMode;
import dev.kubeecs.api.ecs.DaemonPidMode;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpec;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.EcsDaemonSpec;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import java.util.ArrayList;
import java.util.List;

/** What ECS knows of daemons and kube-ecs cannot honour (yet). Delete a line once it can. */
public final class UnsupportedOfDaemon {

  private UnsupportedOfDaemon() {}

  /** Paths of the members of a daemon that cannot be honoured. */
  public static List<String> fields(EcsDaemonSpec daemon) {
    List<String> fields = new ArrayList<>();
    // A DaemonSet starts the task of a Node again; nobody replaces the Node.
    when(or(daemon.critical(), false), "critical", fields);
    var deployment = daemon.deploymentConfiguration();
    when(
        deployment != null
            && deployment.alarms() != null
            && or(deployment.alarms().enable(), false),
        "deploymentConfiguration.alarms",
        fields);
    return List.copyOf(fields);
  }

  /** Paths of the members of a daemon task definition that cannot be honoured. */
  public static List<String> fields(DaemonTaskDefinitionSpec definition) {
    List<String> fields =
        new ArrayList<>(Unsupported.fields(DaemonTaskDefinitions.asTaskDefinition(definition)));
    when(definition.pidMode() == DaemonPidMode.SHARED, "pidMode", fields);
    when(definition.ipcMode() == DaemonIpcMode.SHARED, "ipcMode", fields);
    when(
        asEmpty(definition.volumes()).stream()
            .anyMatch(volume -> volume.logDriverVolumeConfiguration() != null),
        "volumes.logDriverVolumeConfiguration",
        fields);
    return List.copyOf(fields);
  }

  private static void when(boolean asked, String field, List<String> fields) {
    if (asked) {
      fields.add(field);
    }
  }
}
