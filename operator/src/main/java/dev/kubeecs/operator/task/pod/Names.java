package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.HostEntry;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigBuilder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How containers find others by name. In a Pod they share all of this. */
final class Names {

  private static final String SAME_POD = "127.0.0.1";

  private Names() {}

  /** Extra hosts, and links: a linked container is in the same Pod. */
  static List<HostAlias> hostAliases(TaskDefinitionSpec definition) {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (ContainerDefinition container : definition.containerDefinitions()) {
      for (HostEntry entry : Absent.asEmpty(container.extraHosts())) {
        names.computeIfAbsent(entry.ipAddress(), a -> new LinkedHashSet<>()).add(entry.hostname());
      }
      for (String link : Absent.asEmpty(container.links())) {
        names.computeIfAbsent(SAME_POD, a -> new LinkedHashSet<>()).addAll(linked(link));
      }
    }
    return names.entrySet().stream()
        .map(entry -> new HostAlias(List.copyOf(entry.getValue()), entry.getKey()))
        .toList();
  }

  /** {@code name} or {@code name:alias}. */
  private static List<String> linked(String link) {
    return List.of(link.split(":", 2));
  }

  /** The one hostname of the task; null where the definition gives none. */
  static String hostname(TaskDefinitionSpec definition) {
    return definition.containerDefinitions().stream()
        .map(ContainerDefinition::hostname)
        .filter(name -> name != null)
        .findFirst()
        .orElse(null);
  }

  /** Null where the definition says nothing about DNS. */
  static PodDNSConfig dns(TaskDefinitionSpec definition) {
    List<String> servers = all(definition, ContainerDefinition::dnsServers);
    List<String> searches = all(definition, ContainerDefinition::dnsSearchDomains);
    return servers.isEmpty() && searches.isEmpty()
        ? null
        : new PodDNSConfigBuilder().withNameservers(servers).withSearches(searches).build();
  }

  static boolean hasServers(TaskDefinitionSpec definition) {
    return !all(definition, ContainerDefinition::dnsServers).isEmpty();
  }

  private static List<String> all(
      TaskDefinitionSpec definition, Function<ContainerDefinition, List<String>> member) {
    return definition.containerDefinitions().stream()
        .flatMap(container -> Absent.asEmpty(member.apply(container)).stream())
        .distinct()
        .toList();
  }
}
