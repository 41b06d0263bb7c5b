package dev.kubeecs.operator.service;

import dev.kubeecs.resources.service.EcsServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a service needs next.
 *
 * @param actions writes, in this order
 * @param status what to tell of the service, as it was before the actions
 * @param lookAgainAt when time alone will have changed something
 */
public record ServicePlan(
    List<Action> actions, EcsServiceStatus status, Optional<Instant> lookAgainAt) {

  public ServicePlan {
    actions = List.copyOf(actions);
  }

  /** Decides what a service needs next. The same service needs the same. */
  public static ServicePlan of(ResolvedService service, ServiceSettings settings) {
    if (service.ending()) {
      return EndingService.plan(service, settings);
    }
    return ServiceProblems.of(service)
        .map(problem -> HaltedService.plan(service, problem))
        .orElseGet(
            () ->
                service.external()
                    ? ExternalService.plan(service, settings)
                    : ActiveService.plan(service, settings));
  }
}
