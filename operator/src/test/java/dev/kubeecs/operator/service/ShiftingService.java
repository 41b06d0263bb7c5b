package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.AdvancedConfiguration;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service behind the target groups {@code blue} and {@code green}, whose deployments shift the
 * traffic of the listeners {@code production} and {@code test}.
 */
final class ShiftingService {

  final World world = World.ofService();

  /** Rolls out the first revision, in {@code blue}, and lets an hour go by. */
  String begin(DeploymentConfiguration configuration) {
    for (String group : List.of("blue", "green")) {
      TargetGroup targetGroup = new TargetGroup();
      targetGroup.setMetadata(new ObjectMetaBuilder().withName(group).build());
      world.targetGroups.put(group, targetGroup);
    }
    for (String listener : List.of("production", "test")) {
      world.trafficRules.put(
          listener,
          new TrafficRule(
              TrafficRule.Kind.LISTENER,
              listener,
              List.of(TrafficRule.forward(Map.of("blue", 1))),
              true));
    }
    configure(configuration);
    world.change(
        spec ->
            spec.loadBalancers(
                List.of(
                    LoadBalancer.builder()
                        .targetGroupArn("blue")
                        .containerName("web")
                        .containerPort(80)
                        .advancedConfiguration(
                            AdvancedConfiguration.builder()
                                .alternateTargetGroupArn("green")
                                .productionListenerRule("production")
                                .testListenerRule("test")
                                .build())
                        .build())));
    world.settle();
    world.now = world.now.plusSeconds(3600);
    world.settle();
    return world.newest();
  }

  void configure(DeploymentConfiguration configuration) {
    world.change(spec -> spec.deploymentConfiguration(configuration));
  }

  /** Asks for another revision of the task definition. */
  String update(int revision) {
    world.register(revision);
    world.pass();
    return world.newest();
  }

  /** Passes with healthy tasks, while no time goes by. */
  void advance() {
    for (int pass = 0; pass < 10; pass++) {
      world.pass();
      world.start();
    }
  }

  EcsServiceDeploymentStatus status(String name) {
    return world.rollouts.get(name).getStatus();
  }

  boolean isAlternate(String revision) {
    return "true"
        .equals(world.revisions.get(revision).getMetadata().getLabels().get(Labels.ALTERNATE));
  }

  /** The weights of target groups in what a listener does. */
  Map<String, Integer> weights(String listener) {
    return weights(world, listener);
  }

  /** The same in a copy of the world. */
  static Map<String, Integer> weights(World world, String listener) {
    Map<String, Integer> weights = new TreeMap<>();
    world.trafficRules.get(listener).actions().stream()
        .flatMap(LoadBalancers::tuples)
        .forEach(tuple -> weights.put(tuple.targetGroupArn(), tuple.weight()));
    return weights;
  }

  static DeploymentConfiguration strategy(DeploymentStrategy strategy) {
    return DeploymentConfiguration.builder().strategy(strategy).build();
  }
}
