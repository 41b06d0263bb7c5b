package dev.kubeecs.resources.service.validation;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.service.WatchedAlarms;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.List;
import java.util.Optional;

/** What ECS demands, beyond the model, of what makes deployments fail. */
final class MonitorRules {

  private static final String BREAKER = "deploymentConfiguration.deploymentCircuitBreaker";
  private static final String ALARMS = "deploymentConfiguration.alarms";
  private static final int DAY = 1440;
  private static final String ECS_ONLY = "is for services with the ECS deployment controller only.";

  private MonitorRules() {}

  static List<Violation> violations(EcsServiceSpec service) {
    DeploymentConfiguration configuration = service.deploymentConfiguration();
    Optional<DeploymentCircuitBreaker> breaker =
        Optional.ofNullable(configuration).map(DeploymentConfiguration::deploymentCircuitBreaker);
    boolean external = TaskSetContent.isExternal(service);
    if (external && breaker.filter(b -> or(b.enable(), false)).isPresent()) {
      return List.of(new Violation(BREAKER, ECS_ONLY));
    }
    if ((external || CodeDeploy.controls(service)) && WatchedAlarms.any(configuration)) {
      return List.of(new Violation(ALARMS, ECS_ONLY));
    }
    int bake =
        Optional.ofNullable(configuration)
            .map(DeploymentConfiguration::bakeTimeInMinutes)
            .orElse(0);
    if (bake < 0 || bake > DAY) {
      return List.of(
          new Violation(
              "deploymentConfiguration.bakeTimeInMinutes", "must be between 0 and 1440."));
    }
    return breaker
        .map(DeploymentCircuitBreaker::thresholdConfiguration)
        .filter(threshold -> threshold.value() < 1)
        .map(
            threshold ->
                List.of(
                    new Violation(
                        BREAKER + ".thresholdConfiguration.value", "must be at least 1.")))
        .orElse(List.of());
  }
}
