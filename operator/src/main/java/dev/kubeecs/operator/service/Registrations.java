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
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
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

  /** The names of the target groups that a service asks for, by itself or by way of gateways. */
  static Stream<String> names(EcsService service) {
    return Stream.concat(
        ports(service.getSpec().loadBalancers()).keySet().stream(),
        Routes.gateways(service.getSpec()).stream().map(gateway -> Routes.name(gateway, service)));
  }

  /** The same of a revision. */
  static Stream<String> names(EcsServiceRevisionSpec revision) {
    return Stream.concat(
        ports(revision.loadBalancers()).keySet().stream(),
        asEmpty(revision.gateways()).stream()
            .map(gateway -> Routes.name(gateway, revision.cluster(), revision.serviceName())));
  }

  /** The container ports that the tasks of a revision are registered with. */
  static Map<String, Integer> ports(
      EcsServiceRevisionSpec revision, TaskDefinitionSpec definition) {
    Map<String, Integer> ports = ports(revision.loadBalancers());
    ports.putAll(
        ports(
            Routes.targets(
                revision.gatewayConnectors(),
                revision.gateways(),
                revision.cluster(),
                revision.serviceName(),
                definition)));
    return ports;
  }

  /** The container ports to register, by the name of the target group. */
  static Map<String, Integer> ports(List<LoadBalancer> loadBalancers) {
    Map<String, Integer> ports = new TreeMap<>();
    for (LoadBalancer loadBalancer : asEmpty(loadBalancers)) {
      if (loadBalancer.targetGroupArn() != null) {
        ports.put(
            ElbArn.targetGroupName(loadBalancer.targetGroupArn()), loadBalancer.containerPort());
      }
    }
    return ports;
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
