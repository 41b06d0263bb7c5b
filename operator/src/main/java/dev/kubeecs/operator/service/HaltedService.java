package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.service.event.ServiceEvents;
import dev.kubeecs.resources.service.ServiceState;
import java.util.List;
import java.util.Optional;

/**
 * A service whose spec cannot be followed: what runs goes on as it is, and the status says what is
 * wrong.
 */
final class HaltedService {

  private HaltedService() {}

  static ServicePlan plan(ResolvedService service, Problem problem) {
    if (service.olderClaimant().isPresent()) {
      return new ServicePlan(List.of(), ServiceReport.refused(service, problem), Optional.empty());
    }
    if (service.external()) {
      return new ServicePlan(
          List.of(),
          ServiceReport.external(
              service,
              ServiceState.ACTIVE,
              or(service.spec().desiredCount(), 1),
              false,
              List.of(),
              Optional.of(problem)),
          Optional.empty());
    }
    return new ServicePlan(
        List.of(),
        ServiceReport.status(
            service,
            ServiceState.ACTIVE,
            or(service.spec().desiredCount(), 1),
            deployments(service),
            new ServiceEvents(service.serviceName(), ServiceReport.before(service).events())
                .ofTasks(service.history()),
            Optional.of(problem)),
        Optional.empty());
  }

  /** The deployments as they are. */
  static List<Deployment> deployments(ResolvedService service) {
    if (service.revisions().isEmpty()) {
      return List.of();
    }
    ResolvedRevision newest = service.revisions().getLast();
    Course course = Course.of(service.revisions(), newest);
    ResolvedRevision target = course.target();
    return new DeploymentView(service)
        .all(
            course,
            target.replicas(),
            DeploymentView.before(service, target).map(Deployment::failedTasks).orElse(0),
            course.goesBack()
                ? DeploymentView.isRolledBack(newest)
                : DeploymentView.isSuccessful(newest));
  }
}
