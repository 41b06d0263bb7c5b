package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.serviceconnect.ConnectProblems;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.WatchedAlarms;
import dev.kubeecs.resources.service.validation.LoadBalancerRules;
import dev.kubeecs.resources.service.validation.RegistryRules;
import dev.kubeecs.resources.service.validation.ServiceValidation;
import dev.kubeecs.resources.service.validation.UnsupportedOfService;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.validation.LaunchVolumeRules;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import dev.kubeecs.resources.volume.LaunchVolumes;
import java.util.List;
import java.util.Optional;

/** What stands in the way of a service. */
final class ServiceProblems {

  private ServiceProblems() {}

  /** The first thing that does; empty if the service can be as it is wanted. */
  static Optional<Problem> of(ResolvedService service) {
    return conflict(service)
        .or(() -> Problem.unsupported(UnsupportedOfService.fields(service.spec())))
        .or(() -> invalid(service.spec()))
        .or(() -> alarmsWithoutSource(service))
        .or(() -> missingCluster(service))
        .or(() -> missingCapacityProvider(service))
        .or(() -> service.external() ? Optional.empty() : missingTaskDefinition(service))
        .or(() -> loadBalancers(service))
        .or(() -> gateways(service))
        .or(() -> registries(service))
        .or(
            () ->
                ConnectProblems.of(
                    service.resource(), service.connections(), service.taskDefinition()));
  }

  private static Optional<Problem> conflict(ResolvedService service) {
    return service
        .olderClaimant()
        .map(
            older ->
                new Problem(
                    Reason.Conflict,
                    "serviceName: EcsService %s is the service %s of cluster %s already."
                        .formatted(older, service.serviceName(), service.clusterName())));
  }

  private static Optional<Problem> invalid(EcsServiceSpec spec) {
    return ServiceValidation.violations(spec).stream()
        .findFirst()
        .flatMap(violation -> problem(Reason.Invalid, violation.toString()));
  }

  private static Optional<Problem> alarmsWithoutSource(ResolvedService service) {
    return service
        .alarms()
        .untold(WatchedAlarms.names(service.spec().deploymentConfiguration()))
        .stream()
        .findFirst()
        .flatMap(
            name ->
                problem(
                    Reason.NotFound,
                    ("deploymentConfiguration.alarms: there is no MetricAlarm %s, and the operator is"
                            + " not told of alerts. Make the alarm, or give operator and gateway a"
                            + " Prometheus by the setting kube-ecs.alarms.prometheus.")
                        .formatted(name)));
  }

  private static Optional<Problem> missingCluster(ResolvedService service) {
    return service.cluster().isPresent()
        ? Optional.empty()
        : problem(
            Reason.NotFound,
            "cluster: there is no ACTIVE cluster %s.".formatted(service.clusterName()));
  }

  private static Optional<Problem> missingCapacityProvider(ResolvedService service) {
    return missingCapacityProvider(
        service, service.spec().capacityProviderStrategy(), service.capacityProvider());
  }

  /**
   * Whether a strategy names a capacity provider that cannot be used.
   *
   * @param found the ACTIVE one that it names
   */
  static Optional<Problem> missingCapacityProvider(
      ResolvedService service,
      List<CapacityProviderStrategyItem> strategy,
      Optional<EcsCapacityProvider> found) {
    List<String> associated = asEmpty(service.cluster().orElseThrow().capacityProviders());
    return CapacityProviderStrategies.first(strategy)
        .filter(name -> !CapacityProviders.PREDEFINED.contains(name))
        .filter(name -> found.isEmpty() || !associated.contains(name))
        .flatMap(
            name ->
                problem(
                    Reason.NotFound,
                    "capacityProviderStrategy: the cluster %s has no ACTIVE capacity provider %s."
                        .formatted(service.clusterName(), name)));
  }

  private static Optional<Problem> loadBalancers(ResolvedService service) {
    Optional<String> noGroup =
        Registrations.names(service.spec().loadBalancers())
            .filter(name -> !service.targetGroups().containsKey(name))
            .findFirst();
    if (noGroup.isPresent()) {
      return problem(
          Reason.NotFound, "loadBalancers: there is no target group %s.".formatted(noGroup.get()));
    }
    Optional<String> noRule =
        TrafficRules.named(service.spec().loadBalancers())
            .filter(name -> !service.trafficRules().containsKey(name))
            .findFirst();
    if (noRule.isPresent()) {
      return problem(
          Reason.NotFound,
          "loadBalancers.advancedConfiguration: there is no listener rule or listener of an"
              + " Application Load Balancer %s.".formatted(noRule.get()));
    }
    return service
        .taskDefinition()
        .flatMap(
            found ->
                LoadBalancerRules.violation(
                    service.spec().loadBalancers(), found.getSpec().taskDefinition()))
        .flatMap(message -> problem(Reason.Invalid, "loadBalancers: " + message));
  }

  private static Optional<Problem> gateways(ResolvedService service) {
    Optional<GatewayConnector> connector = Routes.connector(service.spec().gatewayConnectors());
    if (connector.isEmpty() || service.taskDefinition().isEmpty()) {
      return Optional.empty();
    }
    String port = connector.get().portName();
    if (Routes.port(port, service.taskDefinition().get().getSpec().taskDefinition()).isEmpty()) {
      return problem(
          Reason.Invalid,
          "gatewayConnectors: %s has no port mapping of the name %s."
              .formatted(service.spec().taskDefinition(), port));
    }
    return Routes.gateways(service.spec()).stream()
        .filter(
            gateway ->
                !service
                    .targetGroups()
                    .containsKey(
                        Routes.name(gateway, service.clusterName(), service.serviceName())))
        .findFirst()
        .flatMap(
            gateway ->
                problem(
                    Reason.NotFound,
                    ("gateways: the gateway %s has made no target group for this service: see"
                            + " whether it exists, and gatewayConnectors.filters let it.")
                        .formatted(gateway)));
  }

  private static Optional<Problem> registries(ResolvedService service) {
    for (ServiceRegistry registry : asEmpty(service.spec().serviceRegistries())) {
      DiscoveryService found =
          registry.registryArn() == null ? null : service.registries().get(registry.registryArn());
      if (found == null) {
        return problem(
            Reason.NotFound,
            "serviceRegistries: there is no DiscoveryService %s."
                .formatted(registry.registryArn()));
      }
      Optional<String> violation =
          service
              .taskDefinition()
              .flatMap(
                  definition ->
                      RegistryRules.violation(
                          registry, found.getSpec(), definition.getSpec().taskDefinition()));
      if (violation.isPresent()) {
        return problem(Reason.Invalid, "serviceRegistries: " + violation.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> missingTaskDefinition(ResolvedService service) {
    String asked = service.spec().taskDefinition();
    Optional<TaskDefinitionRevision> definition = service.taskDefinition();
    if (definition.isEmpty()) {
      return WantedRevision.goesOnWithoutTaskDefinition(service)
          ? Optional.empty()
          : problem(
              Reason.NotFound,
              "taskDefinition: there is no ACTIVE revision of %s.".formatted(asked));
    }
    if (!WantedRevision.isOtherTaskDefinition(service)) {
      return Optional.empty();
    }
    List<String> fields = Unsupported.fields(definition.get().getSpec().taskDefinition());
    if (!fields.isEmpty()) {
      return problem(
          Reason.Unsupported,
          "taskDefinition: kube-ecs cannot honour this of %s yet: %s."
              .formatted(asked, String.join(", ", fields)));
    }
    List<Violation> volumes =
        LaunchVolumeRules.violations(
            definition.get().getSpec().taskDefinition(),
            LaunchVolumes.ofService(service.spec().volumeConfigurations()));
    if (!volumes.isEmpty()) {
      return problem(Reason.Invalid, volumes.getFirst().toString());
    }
    return TaskDefinitions.isActive(definition.get())
        ? Optional.empty()
        : problem(
            Reason.Inactive,
            "taskDefinition: %s is INACTIVE. No deployment can begin with it.".formatted(asked));
  }

  private static Optional<Problem> problem(Reason reason, String message) {
    return Optional.of(new Problem(reason, message));
  }
}
