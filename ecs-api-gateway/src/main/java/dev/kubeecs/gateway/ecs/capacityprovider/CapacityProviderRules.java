package dev.kubeecs.gateway.ecs.capacityprovider;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AutoScalingGroupProvider;
import dev.kubeecs.api.ecs.CreateCapacityProviderRequest;
import dev.kubeecs.api.ecs.ManagedScaling;
import dev.kubeecs.api.ecs.ManagedScalingStatus;
import dev.kubeecs.api.ecs.ManagedTerminationProtection;
import dev.kubeecs.gateway.ecs.Names;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.resources.capacity.CapacityProviders;
import java.util.regex.Pattern;

/** What CreateCapacityProvider and UpdateCapacityProvider demand beyond the model. */
final class CapacityProviderRules {

  private static final Pattern RESERVED =
      Pattern.compile("(aws|ecs|fargate).*", Pattern.CASE_INSENSITIVE);

  private CapacityProviderRules() {}

  static void check(CreateCapacityProviderRequest request) {
    requireOwn(request.name());
    Names.require("name", request.name());
    if (RESERVED.matcher(request.name()).matches()) {
      throw invalidParameter(
          "The name of a capacity provider cannot begin with aws, ecs or fargate: %s.",
          request.name());
    }
    TagRules.check(request.tags());
    boolean ofGroup = request.autoScalingGroupProvider() != null;
    boolean managed = request.managedInstancesProvider() != null;
    if (ofGroup == managed) {
      throw invalidParameter(
          "Specify either autoScalingGroupProvider or managedInstancesProvider.");
    }
    if (managed && request.cluster() == null) {
      throw invalidParameter("cluster must be specified with managedInstancesProvider.");
    }
    if (ofGroup && request.cluster() != null) {
      throw invalidParameter("cluster is not valid with autoScalingGroupProvider.");
    }
    check(request.autoScalingGroupProvider());
  }

  /** Refuses the name of a capacity provider that every account has. */
  static void requireOwn(String name) {
    if (CapacityProviders.PREDEFINED.contains(name)) {
      throw CapacityProviderErrors.predefined(name);
    }
  }

  /** Refuses what contradicts itself; null is fine. */
  static void check(AutoScalingGroupProvider group) {
    if (group == null) {
      return;
    }
    if (group.autoScalingGroupArn().isBlank()) {
      throw invalidParameter("autoScalingGroupArn must not be empty.");
    }
    ManagedScaling scaling = group.managedScaling();
    boolean scales = scaling != null && scaling.status() == ManagedScalingStatus.ENABLED;
    if (group.managedTerminationProtection() == ManagedTerminationProtection.ENABLED && !scales) {
      throw invalidParameter(
          "The managed termination protection setting is not valid. To enable managed termination "
              + "protection, enable managed scaling for the capacity provider.");
    }
    if (scaling != null
        && or(scaling.minimumScalingStepSize(), 1) > or(scaling.maximumScalingStepSize(), 10_000)) {
      throw invalidParameter(
          "minimumScalingStepSize must not be greater than maximumScalingStepSize.");
    }
  }
}
