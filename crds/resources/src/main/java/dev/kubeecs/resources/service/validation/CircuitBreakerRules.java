package dev.kubeecs.resources.service.validation;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentCircuitBreaker;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.List;
import java.util.Optional;

/** What ECS demands of a deployment circuit breaker beyond the model. */
final class CircuitBreakerRules {

  private static final String PATH = "deploymentConfiguration.deploymentCircuitBreaker";

  private CircuitBreakerRules() {}

  static List<Violation> violations(EcsServiceSpec service) {
    Optional<DeploymentCircuitBreaker> breaker =
        Optional.ofNullable(service.deploymentConfiguration())
            .map(configuration -> configuration.deploymentCircuitBreaker());
    if (breaker.filter(b -> or(b.enable(), false)).isPresent()
        && TaskSetContent.isExternal(service)) {
      return List.of(
          new Violation(PATH, "is for services with the ECS deployment controller only."));
    }
    return breaker
        .map(DeploymentCircuitBreaker::thresholdConfiguration)
        .filter(threshold -> threshold.value() < 1)
        .map(
            threshold ->
                List.of(
                    new Violation(PATH + ".thresholdConfiguration.value", "must be at least 1.")))
        .orElse(List.of());
  }
}
