package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerOverride;
import dev.kubeecs.api.ecs.IpcMode;
import dev.kubeecs.api.ecs.LinuxParameters;
import dev.kubeecs.api.ecs.LogConfiguration;
import dev.kubeecs.api.ecs.LogDriver;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.OSFamily;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.ResourceRequirement;
import dev.kubeecs.api.ecs.ResourceType;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.api.ecs.VersionConsistency;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What ECS knows of task definitions and kube-ecs cannot honour (yet). Nothing of it is dropped: it
 * is refused. Delete a line here once the Pod honours the member.
 */
public final class Unsupported {

  private static final Pattern NUMERIC_USER = Pattern.compile("\\d{1,9}(:\\d{1,9})?");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** A key of an annotation. Source: Kubernetes, labels and annotations. */
  private static final Pattern ANNOTATION =
      Pattern.compile(
          "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  private final List<String> fields = new ArrayList<>();

  private Unsupported() {}

  /**
   * Paths of the members that cannot be honoured, such as {@code containerDefinitions[0].secrets}.
   */
  public static List<String> fields(TaskDefinitionSpec definition) {
    Unsupported unsupported = new Unsupported();
    unsupported.task(definition);
    unsupported.sharedByContainers(definition);
    for (int i = 0; i < containers(definition).size(); i++) {
      unsupported.container(containers(definition).get(i), i);
      unsupported.isolation(containers(definition).get(i), i, definition);
    }
    return List.copyOf(unsupported.fields);
  }

  /** Paths of the members of overrides (null is none) that cannot be honoured. */
  public static List<String> fields(TaskOverride overrides) {
    Unsupported unsupported = new Unsupported();
    if (overrides != null) {
      unsupported.given(
          overrides.inferenceAcceleratorOverrides(), "overrides.inferenceAcceleratorOverrides");
      unsupported.given(overrides.ephemeralStorage(), "overrides.ephemeralStorage");
      List<ContainerOverride> containers = Absent.asEmpty(overrides.containerOverrides());
      for (int i = 0; i < containers.size(); i++) {
        String container = "overrides.containerOverrides[" + i + "].";
        unsupported.given(containers.get(i).environmentFiles(), container + "environmentFiles");
        unsupported.sharing(containers.get(i).resourceRequirements(), container);
      }
    }
    return List.copyOf(unsupported.fields);
  }

  private void task(TaskDefinitionSpec definition) {
    when(definition.networkMode() == NetworkMode.NONE, "networkMode");
    given(definition.proxyConfiguration(), "proxyConfiguration");
    given(definition.inferenceAccelerators(), "inferenceAccelerators");
    given(definition.ephemeralStorage(), "ephemeralStorage");
    given(definition.trustedExecutionConfiguration(), "trustedExecutionConfiguration");
    when(Absent.or(definition.enableFaultInjection(), false), "enableFaultInjection");
    when(definition.ipcMode() == IpcMode.NONE, "ipcMode");
    when(
        definition.runtimePlatform() != null
            && Absent.or(definition.runtimePlatform().operatingSystemFamily(), OSFamily.LINUX)
                != OSFamily.LINUX,
        "runtimePlatform.operatingSystemFamily");
    for (int i = 0; i < Absent.asEmpty(definition.volumes()).size(); i++) {
      volume(definition.volumes().get(i), "volumes[" + i + "].");
    }
  }

  private void volume(Volume volume, String path) {
    when(volume.host() != null && volume.host().sourcePath() != null, path + "host.sourcePath");
    given(volume.dockerVolumeConfiguration(), path + "dockerVolumeConfiguration");
    given(volume.efsVolumeConfiguration(), path + "efsVolumeConfiguration");
    given(volume.s3filesVolumeConfiguration(), path + "s3filesVolumeConfiguration");
    given(
        volume.fsxWindowsFileServerVolumeConfiguration(),
        path + "fsxWindowsFileServerVolumeConfiguration");
    when(Absent.or(volume.configuredAtLaunch(), false), path + "configuredAtLaunch");
  }

  /** A Pod has one hostname and one set of annotations for all its containers. */
  private void sharedByContainers(TaskDefinitionSpec definition) {
    List<ContainerDefinition> containers = containers(definition);
    String hostname = null;
    for (int i = 0; i < containers.size(); i++) {
      String other = containers.get(i).hostname();
      boolean second = hostname != null && !hostname.equals(other);
      when(other != null && (second || !DNS_LABEL.matcher(other).matches()), path(i, "hostname"));
      hostname = Absent.or(hostname, other);
      for (Map.Entry<String, String> label :
          Absent.asEmpty(containers.get(i).dockerLabels()).entrySet()) {
        boolean taken =
            containers.subList(0, i).stream()
                .map(earlier -> Absent.asEmpty(earlier.dockerLabels()).get(label.getKey()))
                .anyMatch(value -> value != null && !value.equals(label.getValue()));
        when(
            taken || !ANNOTATION.matcher(label.getKey()).matches(),
            path(i, "dockerLabels." + label.getKey()));
      }
    }
  }

  private void container(ContainerDefinition container, int i) {
    given(container.repositoryCredentials(), path(i, "repositoryCredentials"));
    given(container.environmentFiles(), path(i, "environmentFiles"));
    given(container.secrets(), path(i, "secrets"));
    given(container.ulimits(), path(i, "ulimits"));
    given(container.firelensConfiguration(), path(i, "firelensConfiguration"));
    given(container.credentialSpecs(), path(i, "credentialSpecs"));
    given(container.dockerSecurityOptions(), path(i, "dockerSecurityOptions"));
    when(Absent.or(container.disableNetworking(), false), path(i, "disableNetworking"));
    when(
        container.versionConsistency() == VersionConsistency.ENABLED,
        path(i, "versionConsistency"));
    when(
        container.user() != null && !NUMERIC_USER.matcher(container.user()).matches(),
        path(i, "user"));
    when(
        Absent.asEmpty(container.resourceRequirements()).stream()
            .anyMatch(requirement -> requirement.type() != ResourceType.GPU),
        path(i, "resourceRequirements"));
    sharing(container.resourceRequirements(), path(i, ""));
    logs(container.logConfiguration(), path(i, "logConfiguration"));
  }

  private void sharing(List<ResourceRequirement> requirements, String container) {
    when(
        Absent.asEmpty(requirements).stream()
            .anyMatch(requirement -> requirement.sharingStrategy() != null),
        container + "resourceRequirements.sharingStrategy");
  }

  private void logs(LogConfiguration logs, String path) {
    if (logs != null) {
      when(
          logs.logDriver() != LogDriver.AWSLOGS && logs.logDriver() != LogDriver.JSON_FILE,
          path + ".logDriver");
      // The kubelet decides how much it keeps of what stays on the Node.
      Absent.asEmpty(logs.options()).keySet().stream()
          .filter(
              option -> logs.logDriver() != LogDriver.AWSLOGS || !LogRules.OPTIONS.contains(option))
          .sorted()
          .forEach(option -> when(true, path + ".options." + option));
      given(logs.secretOptions(), path + ".secretOptions");
    }
  }

  private void isolation(ContainerDefinition container, int i, TaskDefinitionSpec task) {
    NetworkMode mode = Absent.or(task.networkMode(), NetworkMode.BRIDGE);
    when(
        mode != NetworkMode.AWSVPC
            && Absent.asEmpty(container.portMappings()).stream()
                .map(PortMapping::containerPortRange)
                .anyMatch(Objects::nonNull),
        path(i, "portMappings.containerPortRange"));
    LinuxParameters linux = container.linuxParameters();
    if (linux != null) {
      given(linux.devices(), path(i, "linuxParameters.devices"));
      given(linux.maxSwap(), path(i, "linuxParameters.maxSwap"));
      given(linux.swappiness(), path(i, "linuxParameters.swappiness"));
      when(
          Absent.asEmpty(linux.tmpfs()).stream()
              .anyMatch(tmpfs -> !Absent.asEmpty(tmpfs.mountOptions()).isEmpty()),
          path(i, "linuxParameters.tmpfs.mountOptions"));
      // The init process of a Pod serves all its containers, and shows each the others' processes.
      when(
          Absent.or(linux.initProcessEnabled(), false)
              && containers(task).size() > 1
              && task.pidMode() == null,
          path(i, "linuxParameters.initProcessEnabled"));
    }
  }

  private void given(Object member, String path) {
    when(member != null && !(member instanceof Collection<?> all && all.isEmpty()), path);
  }

  private void when(boolean unsupported, String path) {
    if (unsupported) {
      fields.add(path);
    }
  }
}
