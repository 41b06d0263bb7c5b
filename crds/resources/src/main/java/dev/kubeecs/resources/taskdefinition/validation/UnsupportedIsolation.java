package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerOverride;
import dev.kubeecs.api.ecs.IpcMode;
import dev.kubeecs.api.ecs.LinuxParameters;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.OSFamily;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.ResourceRequirement;
import dev.kubeecs.api.ecs.ResourceType;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.secret.SecretReference;
import dev.kubeecs.resources.taskdefinition.ContainerUser;
import dev.kubeecs.resources.taskdefinition.SecurityOption;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What containers see of the machine and of each other that a Pod cannot do, and what it can. */
final class UnsupportedIsolation {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** A key of a Secret. Source: Kubernetes. */
  private static final Pattern SECRET_KEY = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  /** Options that memory of a Pod has anyway, and the one that its mount can have. */
  private static final Set<String> TMPFS_OPTIONS =
      Set.of("defaults", "rw", "ro", "suid", "dev", "exec", "relatime");

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

  private static final int MOST_DNS_SERVERS = 3;

  /** A name in an annotation's key has 63 letters, ten of which are {@code container.} */
  private static final int LONGEST_NAME_WITH_ULIMITS = 53;

  private final List<String> fields = new ArrayList<>();

  private UnsupportedIsolation() {}

  static List<String> of(TaskDefinitionSpec definition) {
    UnsupportedIsolation unsupported = new UnsupportedIsolation();
    unsupported.task(definition);
    unsupported.sharedByContainers(definition);
    for (int i = 0; i < containers(definition).size(); i++) {
      ContainerDefinition container = containers(definition).get(i);
      unsupported.container(container, i);
      unsupported.network(container, i, definition);
      unsupported.devices(container.resourceRequirements(), path(i, "resourceRequirements"));
      unsupported.linux(container, path(i, "linuxParameters."));
    }
    return List.copyOf(unsupported.fields);
  }

  static List<String> of(TaskOverride overrides) {
    UnsupportedIsolation unsupported = new UnsupportedIsolation();
    List<ContainerOverride> containers = Absent.asEmpty(overrides.containerOverrides());
    for (int i = 0; i < containers.size(); i++) {
      unsupported.devices(
          containers.get(i).resourceRequirements(),
          "overrides.containerOverrides[" + i + "].resourceRequirements");
    }
    return List.copyOf(unsupported.fields);
  }

  private void task(TaskDefinitionSpec definition) {
    when(
        definition.networkMode() == NetworkMode.NONE,
        "networkMode",
        "every Pod has a network: use awsvpc, and a NetworkPolicy that allows nothing");
    when(
        definition.ipcMode() == IpcMode.NONE,
        "ipcMode",
        "the containers of a Pod share IPC: leave it out, or make a task of each");
    when(
        definition.runtimePlatform() != null
            && Absent.or(definition.runtimePlatform().operatingSystemFamily(), OSFamily.LINUX)
                != OSFamily.LINUX,
        "runtimePlatform.operatingSystemFamily",
        "the Pod of a task is one of Linux: a Windows Pod can have no size of its own");
    when(
        definition.proxyConfiguration() != null,
        "proxyConfiguration",
        "there is no App Mesh: make the proxy one of the containers");
    when(
        !Absent.asEmpty(definition.inferenceAccelerators()).isEmpty(),
        "inferenceAccelerators",
        "AWS has ended Elastic Inference: use resourceRequirements of the type GPU");
  }

  /** A Pod has one hostname and one resolver for all its containers. */
  private void sharedByContainers(TaskDefinitionSpec definition) {
    List<ContainerDefinition> containers = containers(definition);
    String hostname = null;
    for (int i = 0; i < containers.size(); i++) {
      String other = containers.get(i).hostname();
      boolean second = hostname != null && !hostname.equals(other);
      when(
          other != null && (second || !DNS_LABEL.matcher(other).matches()),
          path(i, "hostname"),
          "a Pod has one hostname, a DNS label in lower case");
      hostname = Absent.or(hostname, other);
    }
    long servers =
        containers.stream()
            .flatMap(container -> Absent.asEmpty(container.dnsServers()).stream())
            .distinct()
            .count();
    when(
        servers > MOST_DNS_SERVERS,
        "containerDefinitions.dnsServers",
        "a Pod has at most " + MOST_DNS_SERVERS + " for all its containers");
  }

  private void container(ContainerDefinition container, int i) {
    when(
        Absent.asEmpty(container.secrets()).stream()
            .map(secret -> SecretReference.parse(secret.valueFrom()))
            .flatMap(Optional::stream)
            .anyMatch(reference -> !SECRET_KEY.matcher(reference.key()).matches()),
        path(i, "secrets.valueFrom"),
        "a JSON key has letters, digits, dots, - and _ only");
    when(
        container.user() != null && ContainerUser.parse(container.user()).isEmpty(),
        path(i, "user"),
        "Kubernetes does not look into the image for names: give numbers, 1000 or 1000:1000");
    when(
        !Absent.asEmpty(container.ulimits()).isEmpty()
            && container.name() != null
            && ObjectNames.container(container.name()).length() > LONGEST_NAME_WITH_ULIMITS,
        path(i, "ulimits"),
        "they are an annotation of the Pod, named by the container: give it a name of up to "
            + LONGEST_NAME_WITH_ULIMITS);
    when(
        !Absent.asEmpty(container.credentialSpecs()).isEmpty(),
        path(i, "credentialSpecs"),
        "there is no Active Directory to join");
    when(
        Absent.asEmpty(container.dockerSecurityOptions()).stream()
            .anyMatch(option -> SecurityOption.parse(option).isEmpty()),
        path(i, "dockerSecurityOptions"),
        "a Pod knows no-new-privileges, apparmor:<profile>, label:user:, label:role:, label:type:"
            + " and label:level:");
  }

  private void network(ContainerDefinition container, int i, TaskDefinitionSpec task) {
    when(
        Absent.or(container.disableNetworking(), false),
        path(i, "disableNetworking"),
        "the containers of a Pod share its network: use a NetworkPolicy that allows nothing");
    when(
        Absent.or(task.networkMode(), NetworkMode.BRIDGE) != NetworkMode.AWSVPC
            && Absent.asEmpty(container.portMappings()).stream()
                .map(PortMapping::containerPortRange)
                .anyMatch(Objects::nonNull),
        path(i, "portMappings.containerPortRange"),
        "ports of the Node are taken one by one: list them, or use awsvpc");
  }

  private void devices(List<ResourceRequirement> requirements, String path) {
    for (ResourceRequirement requirement : Absent.asEmpty(requirements)) {
      when(
          requirement.type() != ResourceType.GPU,
          path,
          "only GPU is known, as nvidia.com/gpu of a device plugin");
      when(
          requirement.sharingStrategy() != null,
          path + ".sharingStrategy",
          "the device plugin decides whether GPUs are shared");
      when(
          requirement.value() != null && !NUMBER.matcher(requirement.value()).matches(),
          path + ".value",
          "the scheduler needs a number of GPUs");
    }
  }

  private void linux(ContainerDefinition container, String path) {
    LinuxParameters linux = container.linuxParameters();
    if (linux == null) {
      return;
    }
    when(
        Absent.asEmpty(linux.devices()).stream()
            .anyMatch(
                device ->
                    !Absent.or(container.privileged(), false)
                        || (device.containerPath() != null
                            && !device.containerPath().equals(device.hostPath()))),
        path + "devices",
        "only a privileged container sees devices of its Node, all of them by their own paths");
    when(
        Absent.or(linux.maxSwap(), 0) > 0,
        path + "maxSwap",
        "the kubelet decides who swaps: see its memorySwap setting");
    when(
        linux.swappiness() != null && Absent.or(linux.maxSwap(), 0) > 0,
        path + "swappiness",
        "it is the Node's");
    when(
        Absent.asEmpty(linux.tmpfs()).stream()
            .flatMap(tmpfs -> Absent.asEmpty(tmpfs.mountOptions()).stream())
            .anyMatch(option -> !TMPFS_OPTIONS.contains(option)),
        path + "tmpfs.mountOptions",
        "memory of a Pod is mounted with the defaults, or ro");
  }

  private void when(boolean unsupported, String path, String instead) {
    if (unsupported) {
      fields.add(path + " (" + instead + ")");
    }
  }
}
