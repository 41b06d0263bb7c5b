package dev.kubeecs.gateway.ecs;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.AssignPublicIp;
import dev.kubeecs.api.ecs.AwsVpcConfiguration;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PlacementConstraint;
import dev.kubeecs.api.ecs.PlacementStrategy;
import dev.kubeecs.api.ecs.TaskManagedEBSVolumeConfiguration;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.placement.PlacementRules;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.validation.Compatibilities;
import dev.kubeecs.resources.taskdefinition.validation.LaunchVolumeRules;
import java.util.List;
import java.util.Map;

/**
 * On what and how tasks start, which RunTask and services say alike.
 *
 * @param launchType null where a strategy says it
 * @param strategy capacity providers; null where the launch type says it
 * @param platformVersion of Fargate, or null
 * @param network for awsvpc, or null
 */
public record Launch(
    LaunchType launchType,
    List<CapacityProviderStrategyItem> strategy,
    String platformVersion,
    NetworkConfiguration network) {

  private static final int MOST_SUBNETS = 16;
  private static final int MOST_SECURITY_GROUPS = 5;

  /**
   * What a request asks for, with the cluster's default strategy where it asks for nothing, and EC2
   * where there is none.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException if it contradicts itself or the cluster
   */
  public static Launch of(
      LaunchType launchType,
      List<CapacityProviderStrategyItem> strategy,
      String platformVersion,
      NetworkConfiguration network,
      EcsClusterSpec cluster) {
    List<CapacityProviderStrategyItem> asked = asEmpty(strategy);
    if (launchType != null && !asked.isEmpty()) {
      throw invalidParameter(
          "Specifying both a launch type and capacity provider strategy is not supported. Remove "
              + "one and try again.");
    }
    List<CapacityProviderStrategyItem> chosen =
        launchType == null && asked.isEmpty()
            ? asEmpty(cluster.defaultCapacityProviderStrategy())
            : asked;
    StrategyRules.check(chosen, asEmpty(cluster.capacityProviders()));
    Launch launch =
        chosen.isEmpty()
            ? new Launch(LaunchTypes.of(launchType, null), null, platformVersion, network)
            : new Launch(null, chosen, platformVersion, network);
    launch.checkPlatform();
    return launch;
  }

  /** The kind of capacity, however it was asked for. */
  public LaunchType kind() {
    return LaunchTypes.of(launchType, strategy);
  }

  /**
   * Refuses a task definition that cannot start this way.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException}
   */
  public void check(TaskDefinitionSpec definition) {
    if (kind() == LaunchType.FARGATE
        && !Compatibilities.of(definition).contains(Compatibility.FARGATE)) {
      throw invalidParameter("Task definition does not support launch_type FARGATE.");
    }
    AwsVpcConfiguration vpc = network == null ? null : network.awsvpcConfiguration();
    if (definition.networkMode() == NetworkMode.AWSVPC) {
      checkVpc(vpc);
    } else if (vpc != null) {
      throw invalidParameter(
          "Network Configuration is not valid for the given networkMode of this task "
              + "definition.");
    }
  }

  /**
   * Refuses placement members that ECS would not take, and all of them on Fargate.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException}
   */
  public static void checkPlacement(
      LaunchType kind, List<PlacementConstraint> constraints, List<PlacementStrategy> strategies) {
    if (kind == LaunchType.FARGATE && !asEmpty(constraints).isEmpty()) {
      throw invalidParameter("Placement constraints are not supported with FARGATE launch type.");
    }
    if (kind == LaunchType.FARGATE && !asEmpty(strategies).isEmpty()) {
      throw invalidParameter("Placement strategies are not supported with FARGATE launch type.");
    }
    PlacementRules.violations(constraints, strategies).stream()
        .findFirst()
        .ifPresent(
            violation -> {
              throw invalidParameter("%s", violation);
            });
  }

  /**
   * Refuses volumes that the task definition does not leave to the launch, and a launch that leaves
   * one out.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException}
   */
  public static void checkVolumes(
      TaskDefinitionSpec definition, Map<String, TaskManagedEBSVolumeConfiguration> configured) {
    LaunchVolumeRules.violations(definition, configured).stream()
        .findFirst()
        .ifPresent(
            violation -> {
              throw invalidParameter("%s", violation);
            });
  }

  private void checkPlatform() {
    Platforms.requireKnown(platformVersion);
    if (kind() != LaunchType.FARGATE && platformVersion != null && !platformVersion.isEmpty()) {
      throw invalidParameter(
          "The platform version must be null when specifying an EC2 launch type.");
    }
  }

  private void checkVpc(AwsVpcConfiguration vpc) {
    if (vpc == null) {
      throw invalidParameter(
          "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    }
    if (asEmpty(vpc.subnets()).isEmpty()) {
      throw invalidParameter("subnets can not be empty.");
    }
    if (vpc.subnets().size() > MOST_SUBNETS) {
      throw invalidParameter("subnets can have at most %d items.", MOST_SUBNETS);
    }
    if (asEmpty(vpc.securityGroups()).size() > MOST_SECURITY_GROUPS) {
      throw invalidParameter("securityGroups can have at most %d items.", MOST_SECURITY_GROUPS);
    }
    if (kind() != LaunchType.FARGATE && vpc.assignPublicIp() == AssignPublicIp.ENABLED) {
      throw invalidParameter("Assign public IP is not supported for this launch type.");
    }
  }
}
