package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.TransportProtocol;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Port mappings and names: what the network mode allows, and nothing taken twice. */
final class NetworkRules {

  private static final int HIGHEST_PORT = 65_535;

  /** Source: PortMapping of the API. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");

  private NetworkRules() {}

  static void check(TaskDefinitionSpec definition, Violations violations) {
    NetworkMode mode = Absent.or(definition.networkMode(), NetworkMode.BRIDGE);
    Set<String> names = new HashSet<>();
    Set<String> listening = new HashSet<>();
    List<ContainerDefinition> containers = containers(definition);
    for (int i = 0; i < containers.size(); i++) {
      List<PortMapping> mappings = Absent.asEmpty(containers.get(i).portMappings());
      for (int p = 0; p < mappings.size(); p++) {
        String field = path(i, "portMappings[" + p + "]");
        mapping(mappings.get(p), field, mode, violations);
        name(mappings.get(p).name(), field, names, violations);
        taken(mappings.get(p), field, listening, violations);
      }
      names(containers.get(i), i, mode, violations);
    }
  }

  private static void names(
      ContainerDefinition container, int i, NetworkMode mode, Violations violations) {
    violations.unless(
        mode == NetworkMode.BRIDGE || Absent.asEmpty(container.links()).isEmpty(),
        path(i, "links"),
        "Links are not supported when networkMode=%s.",
        mode);
    violations.unless(
        mode != NetworkMode.AWSVPC || container.hostname() == null,
        path(i, "hostname"),
        "hostname is not supported on container when networkMode=awsvpc.");
    violations.unless(
        mode != NetworkMode.AWSVPC || Absent.asEmpty(container.extraHosts()).isEmpty(),
        path(i, "extraHosts"),
        "Extra hosts are not supported on container when networkMode=awsvpc.");
  }

  private static void mapping(
      PortMapping mapping, String field, NetworkMode mode, Violations violations) {
    violations.unless(
        mode != NetworkMode.NONE, field, "Port mappings are not supported when networkMode=none.");
    violations.unless(
        (mapping.containerPort() == null) != (mapping.containerPortRange() == null),
        field + ".containerPort",
        "Exactly one of containerPort and containerPortRange must be specified.");
    violations.range(mapping.containerPort(), 1, HIGHEST_PORT, field + ".containerPort");
    violations.range(mapping.hostPort(), 0, HIGHEST_PORT, field + ".hostPort");
    boolean fixed = mode == NetworkMode.AWSVPC || mode == NetworkMode.HOST;
    violations.unless(
        !fixed || mapping.hostPort() == null || mapping.hostPort().equals(mapping.containerPort()),
        field + ".hostPort",
        "When networkMode=%s, the host ports and container ports in port mappings must match.",
        mode);
  }

  private static void name(String name, String field, Set<String> names, Violations violations) {
    if (name != null) {
      violations.unless(
          NAME.matcher(name).matches(),
          field + ".name",
          "The name of a port mapping has up to 64 characters: lowercase letters, numbers, "
              + "underscores (_), and hyphens (-). It cannot start with a hyphen.");
      violations.unless(
          names.add(name),
          field + ".name",
          "Port mapping name '%s' is not unique in the task definition.",
          name);
    }
  }

  /**
   * The containers of a Pod share one network namespace. That is so on ECS too, except in bridge
   * mode: there kube-ecs is stricter than ECS.
   */
  private static void taken(
      PortMapping mapping, String field, Set<String> listening, Violations violations) {
    if (mapping.containerPort() != null) {
      TransportProtocol protocol = Absent.or(mapping.protocol(), TransportProtocol.TCP);
      violations.unless(
          listening.add(mapping.containerPort() + "/" + protocol),
          field + ".containerPort",
          "Container port %d (%s) is mapped more than once. The containers of a task share their "
              + "ports.",
          mapping.containerPort(),
          protocol);
    }
  }
}
