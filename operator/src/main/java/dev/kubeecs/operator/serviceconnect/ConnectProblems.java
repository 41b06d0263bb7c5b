package dev.kubeecs.operator.serviceconnect;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.serviceconnect.ConnectEndpoint;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import dev.kubeecs.resources.serviceconnect.ServiceConnectRules;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** What stands in the way of the Service Connect configuration of a service. */
public final class ConnectProblems {

  private static final String MEMBER = "serviceConnectConfiguration";

  private final EcsService service;
  private final Connections connections;

  private ConnectProblems(EcsService service, Connections connections) {
    this.service = service;
    this.connections = connections;
  }

  /**
   * The first thing that does; empty if the names of the service can be reached.
   *
   * @param definition that its tasks shall run, if that still exists
   */
  public static Optional<Problem> of(
      EcsService service, Connections connections, Optional<TaskDefinitionRevision> definition) {
    return new ConnectProblems(service, connections).problem(definition);
  }

  private Optional<Problem> problem(Optional<TaskDefinitionRevision> definition) {
    ServiceConnectConfiguration configuration = service.getSpec().serviceConnectConfiguration();
    if (!ServiceConnect.isEnabled(configuration)) {
      return Optional.empty();
    }
    Optional<String> reference = connections.reference(configuration);
    Optional<DiscoveryNamespace> namespace = connections.namespace(configuration);
    if (reference.isEmpty()) {
      return problem(
          Reason.Invalid,
          ".namespace: must be specified, since the cluster has no serviceConnectDefaults.");
    }
    if (namespace.isEmpty()) {
      return problem(
          Reason.NotFound, ".namespace: there is no namespace %s.".formatted(reference.get()));
    }
    return definition.flatMap(
        found ->
            ServiceConnectRules.violation(
                    configuration,
                    Discovery.name(namespace.get()),
                    found.getSpec().taskDefinition())
                .flatMap(message -> problem(Reason.Invalid, ": " + message))
                .or(
                    () ->
                        ServiceConnect.endpoints(
                                configuration,
                                Discovery.name(namespace.get()),
                                found.getSpec().taskDefinition())
                            .stream()
                            .flatMap(endpoint -> unreachable(namespace.get(), endpoint).stream())
                            .findFirst()));
  }

  /** Why a name cannot be reached (yet). */
  private Optional<Problem> unreachable(DiscoveryNamespace namespace, ConnectEndpoint endpoint) {
    DiscoveryService found =
        connections
            .services()
            .get(ObjectNames.discoveryService(Discovery.name(namespace), endpoint.discoveryName()));
    if (found == null) {
      return pending(endpoint);
    }
    if (found.getOwnerReferenceFor(service).isEmpty()) {
      return problem(
          Reason.Conflict,
          ".services.discoveryName: the namespace %s has a service %s already."
              .formatted(Discovery.name(namespace), endpoint.discoveryName()));
    }
    Optional<Condition> ready =
        found.getStatus() == null
            ? Optional.empty()
            : found.getStatus().condition(Conditions.READY);
    if (ready.filter(condition -> condition.getStatus().equals("False")).isPresent()) {
      return problem(Reason.Conflict, ".services: " + ready.get().getMessage());
    }
    boolean published =
        Discovery.clientAliases(namespace).stream()
            .anyMatch(
                alias ->
                    endpoint.dnsName().equals(alias.dnsName())
                        && alias.address() != null
                        && asEmpty(alias.ports()).contains(endpoint.clientPort()));
    return published && ready.isPresent() ? Optional.empty() : pending(endpoint);
  }

  private static Optional<Problem> pending(ConnectEndpoint endpoint) {
    return problem(
        Reason.NotFound,
        ".services: the name %s is not in the cluster yet.".formatted(endpoint.dnsName()));
  }

  private static Optional<Problem> problem(Reason reason, String message) {
    return Optional.of(new Problem(reason, MEMBER + message));
  }
}
