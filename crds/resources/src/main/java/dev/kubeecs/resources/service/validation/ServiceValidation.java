package dev.kubeecs.resources.service.validation;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AvailabilityZoneRebalancing;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.resources.placement.PlacementRules;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.List;

/** Whether ECS would take a service, as far as the service alone tells. */
public final class ServiceValidation {

  private static final String LIMITS = "deploymentConfiguration";
  private static final int HUNDRED = 100;

  private ServiceValidation() {}

  /** Rules that are broken; empty if there are none. */
  public static List<Violation> violations(EcsServiceSpec service) {
    SchedulingStrategy strategy = or(service.schedulingStrategy(), SchedulingStrategy.REPLICA);
    if (strategy == SchedulingStrategy.DAEMON && TaskSetContent.isExternal(service)) {
      return List.of(
          new Violation(
              "schedulingStrategy",
              "the DAEMON scheduling strategy does not go with the EXTERNAL deployment"
                  + " controller."));
    }
    DeploymentPercent percent = DeploymentPercent.of(service.deploymentConfiguration(), strategy);
    if (percent.minimumHealthy() < 0 || percent.minimumHealthy() > HUNDRED) {
      return broken("minimumHealthyPercent must be between 0 and 100.");
    }
    if (percent.maximum() < HUNDRED) {
      return broken("maximumPercent must be at least 100.");
    }
    if (strategy == SchedulingStrategy.DAEMON && percent.maximum() > HUNDRED) {
      return broken("maximumPercent must be 100 for the DAEMON scheduling strategy.");
    }
    if (percent.minimumHealthy() == HUNDRED && percent.maximum() == HUNDRED) {
      // ECS's own words.
      return broken(
          "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block"
              + " deployments.");
    }
    if (service.availabilityZoneRebalancing() == AvailabilityZoneRebalancing.ENABLED
        && percent.maximum() == HUNDRED) {
      return List.of(
          new Violation(
              "availabilityZoneRebalancing",
              "ENABLED needs a REPLICA service with a maximumPercent above 100: tasks are started"
                  + " in another zone before others stop."));
    }
    List<Violation> monitors = MonitorRules.violations(service);
    if (!monitors.isEmpty()) {
      return monitors;
    }
    List<Violation> ofCodeDeploy = CodeDeployRules.violations(service);
    if (!ofCodeDeploy.isEmpty()) {
      return ofCodeDeploy;
    }
    if (strategy == SchedulingStrategy.DAEMON && !asEmpty(service.placementStrategy()).isEmpty()) {
      return List.of(
          new Violation(
              "placementStrategy", "is not supported for the DAEMON scheduling strategy."));
    }
    List<Violation> ofShift = TrafficShiftRules.violations(service);
    return ofShift.isEmpty()
        ? PlacementRules.violations(service.placementConstraints(), service.placementStrategy())
        : ofShift;
  }

  private static List<Violation> broken(String message) {
    return List.of(new Violation(LIMITS, message));
  }
}
