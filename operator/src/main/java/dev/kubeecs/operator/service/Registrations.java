package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.api.elbv2.TargetHealthStateEnum;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupStatus;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.validation.RegistryRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What target groups say about the tasks of a service that are registered in them. */
final class Registrations {

  /** A proxy hears of a task that is about to end within this time; until then it may send more. */
  static final int NOTICE_SECONDS = 2;

  private Registrations() {}

  /**
   * The names of the target groups that a service asks for, by itself or by way of gateways; of two
   * that change roles both.
   */
  static Stream<String> names(EcsService service) {
    return Stream.concat(
        names(service.getSpec().loadBalancers()),
        Routes.gateways(service.getSpec()).stream().map(gateway -> Routes.name(gateway, service)));
  }

  /** The same of a revision. */
  static Stream<String> names(EcsServiceRevisionSpec revision) {
    return Stream.concat(
        names(revision.loadBalancers()),
        asEmpty(revision.gateways()).stream()
            .map(gateway -> Routes.name(gateway, revision.cluster(), revision.serviceName())));
  }

  /** The same of load balancers. */
  static Stream<String> names(List<LoadBalancer> loadBalancers) {
    return Stream.of(false, true)
        .flatMap(alternate -> ports(loadBalancers, alternate).keySet().stream())
        .distinct();
  }

  /** The container ports that the tasks of a revision are registered with. */
  static Map<String, Integer> ports(ResolvedRevision resolved) {
    EcsServiceRevisionSpec revision = resolved.resource().getSpec();
    Map<String, Integer> ports = ports(revision.loadBalancers(), resolved.isAlternate());
    ports.putAll(
        ports(
            Routes.targets(
                revision.gatewayConnectors(),
                revision.gateways(),
                revision.cluster(),
                revision.serviceName(),
                resolved.taskDefinition().orElseThrow().getSpec().taskDefinition()),
            false));
    return ports;
  }

  /**
   * The container ports to register, by the name of the target group.
   *
   * @param alternate whether in the alternate target groups, where there are any
   */
  static Map<String, Integer> ports(List<LoadBalancer> loadBalancers, boolean alternate) {
    Map<String, Integer> ports = new TreeMap<>();
    for (LoadBalancer loadBalancer : asEmpty(loadBalancers)) {
      if (loadBalancer.targetGroupArn() != null) {
        ports.put(
            ElbArn.targetGroupName(targetGroup(loadBalancer, alternate)),
            loadBalancer.containerPort());
      }
    }
    return ports;
  }

  /** All target groups, as the service names them. */
  static List<String> targetGroups(List<LoadBalancer> loadBalancers, boolean alternate) {
    return asEmpty(loadBalancers).stream()
        .map(loadBalancer -> targetGroup(loadBalancer, alternate))
        .toList();
  }

  /** The target group, or the alternate one if it has one. */
  static String targetGroup(LoadBalancer loadBalancer, boolean alternate) {
    return alternate
            && loadBalancer.advancedConfiguration() != null
            && loadBalancer.advancedConfiguration().alternateTargetGroupArn() != null
        ? loadBalancer.advancedConfiguration().alternateTargetGroupArn()
        : loadBalancer.targetGroupArn();
  }

  /** The ports to register, if any, by the object name of the service of Cloud Map. */
  static Map<String, OptionalInt> registryPorts(
      List<ServiceRegistry> serviceRegistries, Map<String, DiscoveryService> registries) {
    Map<String, OptionalInt> ports = new TreeMap<>();
    for (ServiceRegistry registry : asEmpty(serviceRegistries)) {
      DiscoveryService found =
          registry.registryArn() == null ? null : registries.get(registry.registryArn());
      if (found != null) {
        ports.put(found.getMetadata().getName(), RegistryRules.port(registry));
      }
    }
    return ports;
  }

  /**
   * For how many seconds a task goes on before it is told to stop, so that it finishes the requests
   * that it has: the longest deregistration delay of its target groups; 0 without any.
   */
  static int drainSeconds(Collection<String> names, Map<String, TargetGroup> groups) {
    return names.stream()
        .map(groups::get)
        .filter(Objects::nonNull)
        .mapToInt(
            group ->
                NOTICE_SECONDS
                    + Attributes.of(LoadBalancers.spec(group))
                        .number(Attributes.DEREGISTRATION_DELAY))
        .max()
        .orElse(0);
  }

  /** A task is as healthy as the target groups that it is registered in find it. */
  static ServiceTask judged(
      ServiceTask task, Collection<String> names, Map<String, TargetGroup> groups) {
    if (names.isEmpty() || !task.running() || task.stage() == Stage.UNHEALTHY) {
      return task;
    }
    boolean healthy = true;
    for (String name : names) {
      Optional<TargetGroupStatus> status =
          Optional.ofNullable(groups.get(name)).map(TargetGroup::getStatus);
      Optional<TargetHealthStateEnum> state =
          status.stream()
              .flatMap(group -> asEmpty(group.targets()).stream())
              .filter(target -> task.id().equals(target.task()))
              .map(RegisteredTarget::health)
              .map(health -> health.state())
              .findFirst();
      if (state.filter(TargetHealthStateEnum.UNHEALTHY::equals).isPresent()) {
        return task.at(Stage.UNHEALTHY, Optional.of(status.orElseThrow().targetGroupArn()));
      }
      healthy = healthy && state.filter(TargetHealthStateEnum.HEALTHY::equals).isPresent();
    }
    if (!healthy || task.stage() == Stage.UNCHECKED) {
      return task.at(Stage.UNCHECKED, Optional.empty());
    }
    return task.at(Stage.HEALTHY, Optional.empty());
  }

  /** Ids of the tasks that are registered in a target group now. */
  static List<String> registered(TargetGroup group) {
    return group.getStatus() == null
        ? List.of()
        : asEmpty(group.getStatus().targets()).stream()
            .filter(target -> target.task() != null)
            .filter(target -> target.health().state() != TargetHealthStateEnum.DRAINING)
            .map(RegisteredTarget::task)
            .sorted()
            .toList();
  }
}
