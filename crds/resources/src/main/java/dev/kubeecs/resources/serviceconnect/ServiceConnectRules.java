package dev.kubeecs.resources.serviceconnect;

import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.api.ecs.ServiceConnectService;
import dev.kubeecs.api.ecs.TransportProtocol;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a service can take part in Service Connect as its configuration says. */
public final class ServiceConnectRules {

  private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

  /** What a Pod can have in its hosts file. */
  private static final Pattern HOST_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  private ServiceConnectRules() {}

  /**
   * The first thing that is wrong, with the member that it is wrong with; empty if nothing is.
   *
   * @param namespace name of the namespace that the service is in
   * @param definition that its tasks run
   */
  public static Optional<String> violation(
      ServiceConnectConfiguration configuration, String namespace, TaskDefinitionSpec definition) {
    if (!ServiceConnect.isEnabled(configuration)) {
      return Optional.empty();
    }
    if (definition.networkMode() == NetworkMode.HOST
        || definition.networkMode() == NetworkMode.NONE) {
      return Optional.of(
          "Service Connect needs the network mode awsvpc or bridge, not %s."
              .formatted(definition.networkMode()));
    }
    return ports(configuration, definition)
        .or(() -> duplicates(configuration, namespace, definition));
  }

  private static Optional<String> ports(
      ServiceConnectConfiguration configuration, TaskDefinitionSpec definition) {
    for (ServiceConnectService service : ServiceConnect.services(configuration)) {
      Optional<PortMapping> port = ServiceConnect.port(service.portName(), definition);
      if (port.isEmpty()) {
        return Optional.of(
            "services.portName: the task definition has no port mapping of the name %s."
                .formatted(service.portName()));
      }
      if (port.get().protocol() == TransportProtocol.UDP) {
        return Optional.of(
            "services.portName: %s is a UDP port. Service Connect is for TCP."
                .formatted(service.portName()));
      }
      if (port.get().containerPort() == null) {
        return Optional.of(
            "services.portName: %s is a range of ports. Service Connect is for one."
                .formatted(service.portName()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> duplicates(
      ServiceConnectConfiguration configuration, String namespace, TaskDefinitionSpec definition) {
    List<ConnectEndpoint> endpoints =
        ServiceConnect.endpoints(configuration, namespace, definition);
    Set<String> names = new HashSet<>();
    Set<String> aliases = new HashSet<>();
    for (ConnectEndpoint endpoint : endpoints) {
      if (!HOST_NAME.matcher(endpoint.dnsName()).matches()) {
        return Optional.of(
            "services.clientAliases.dnsName: %s cannot be a host name. Use lower-case letters, digits, hyphens and periods."
                .formatted(endpoint.dnsName()));
      }
      if (endpoint.clientPort() == 0) {
        return Optional.of("services.clientAliases.port: clients cannot connect to port 0.");
      }
      if (!names.add(endpoint.discoveryName())) {
        return Optional.of(
            "services.discoveryName: %s must be unique in the namespace."
                .formatted(endpoint.discoveryName()));
      }
      if (!aliases.add(endpoint.dnsName() + ":" + endpoint.clientPort())) {
        return Optional.of(
            "services.clientAliases: %s:%d must be unique in the namespace."
                .formatted(endpoint.dnsName(), endpoint.clientPort()));
      }
    }
    return Optional.empty();
  }
}
