package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.service.deployment.DeploymentLimits;
import dev.kubeecs.operator.service.revision.RevisionContent;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.service.EcsServiceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a service's spec is against the rules of ECS, or cannot be honoured yet. */
final class ServiceRules {

  private static final int HUNDRED = 100;

  private ServiceRules() {}

  /** The first thing that is wrong; empty if there is nothing. */
  static Optional<Problem> problem(EcsServiceSpec spec) {
    return unsupported(spec).or(() -> invalid(spec));
  }

  private static Optional<Problem> unsupported(EcsServiceSpec spec) {
    Map<String, Boolean> asked = new LinkedHashMap<>();
    asked.put("loadBalancers", !asEmpty(spec.loadBalancers()).isEmpty());
    asked.put("serviceRegistries", !asEmpty(spec.serviceRegistries()).isEmpty());
    asked.put(
        "serviceConnectConfiguration",
        spec.serviceConnectConfiguration() != null
            && Absent.or(spec.serviceConnectConfiguration().enabled(), false));
    asked.put("volumeConfigurations", !asEmpty(spec.volumeConfigurations()).isEmpty());
    asked.put("vpcLatticeConfigurations", !asEmpty(spec.vpcLatticeConfigurations()).isEmpty());
    asked.put("gatewayConnectors", !asEmpty(spec.gatewayConnectors()).isEmpty());
    asked.put("placementStrategy", !asEmpty(spec.placementStrategy()).isEmpty());
    asked.put("monitoring", spec.monitoring() != null);
    asked.put("role", spec.role() != null);
    asked.put("enableExecuteCommand", Absent.or(spec.enableExecuteCommand(), false));
    asked.put(
        "capacityProviderStrategy",
        !asEmpty(spec.capacityProviderStrategy()).stream().allMatch(RevisionContent::isFargate));
    asked.put(
        "deploymentController",
        spec.deploymentController() != null
            && spec.deploymentController().type() != DeploymentControllerType.ECS);
    if (spec.deploymentConfiguration() != null) {
      unsupported(spec.deploymentConfiguration())
          .forEach((field, is) -> asked.put("deploymentConfiguration." + field, is));
    }
    List<String> fields = asked.keySet().stream().filter(asked::get).toList();
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Reason.Unsupported,
                "kube-ecs cannot honour this yet: " + String.join(", ", fields) + "."));
  }

  private static Map<String, Boolean> unsupported(DeploymentConfiguration configuration) {
    Map<String, Boolean> asked = new LinkedHashMap<>();
    asked.put(
        "strategy",
        configuration.strategy() != null && configuration.strategy() != DeploymentStrategy.ROLLING);
    asked.put(
        "deploymentCircuitBreaker",
        configuration.deploymentCircuitBreaker() != null
            && Absent.or(configuration.deploymentCircuitBreaker().enable(), false));
    asked.put(
        "alarms",
        configuration.alarms() != null && Absent.or(configuration.alarms().enable(), false));
    asked.put("bakeTimeInMinutes", Absent.or(configuration.bakeTimeInMinutes(), 0) > 0);
    asked.put("lifecycleHooks", !asEmpty(configuration.lifecycleHooks()).isEmpty());
    asked.put("linearConfiguration", configuration.linearConfiguration() != null);
    asked.put("canaryConfiguration", configuration.canaryConfiguration() != null);
    asked.put("earlySuccessCriteria", configuration.earlySuccessCriteria() != null);
    return asked;
  }

  private static Optional<Problem> invalid(EcsServiceSpec spec) {
    SchedulingStrategy strategy = Absent.or(spec.schedulingStrategy(), SchedulingStrategy.REPLICA);
    int minimum = DeploymentLimits.minimumPercent(spec.deploymentConfiguration(), strategy);
    int maximum = DeploymentLimits.maximumPercent(spec.deploymentConfiguration(), strategy);
    if (minimum < 0 || minimum > HUNDRED) {
      return invalid("minimumHealthyPercent must be between 0 and 100.");
    }
    if (maximum < HUNDRED) {
      return invalid("maximumPercent must be at least 100.");
    }
    if (strategy == SchedulingStrategy.DAEMON && maximum > HUNDRED) {
      return invalid("maximumPercent must be 100 for the DAEMON scheduling strategy.");
    }
    if (minimum == HUNDRED && maximum == HUNDRED) {
      // ECS's own words.
      return invalid(
          "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block"
              + " deployments.");
    }
    return Optional.empty();
  }

  private static Optional<Problem> invalid(String message) {
    return Optional.of(new Problem(Reason.Invalid, "deploymentConfiguration: " + message));
  }
}
