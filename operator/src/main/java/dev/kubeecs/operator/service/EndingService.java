package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.service.Action.DeleteTaskSet;
import dev.kubeecs.operator.service.Action.Forget;
import dev.kubeecs.operator.service.Action.ReleaseTaskSet;
import dev.kubeecs.operator.service.Action.RemovePod;
import dev.kubeecs.operator.service.Action.RemoveWorkload;
import dev.kubeecs.operator.service.Action.Scale;
import dev.kubeecs.operator.service.event.ServiceEvents;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service that ends: DRAINING while tasks stop, then INACTIVE. */
final class EndingService {

  private EndingService() {}

  static ServicePlan plan(ResolvedService service, ServiceSettings settings) {
    List<Action> actions = new ArrayList<>();
    service.revisions().forEach(revision -> drain(revision, actions));
    service.taskSets().forEach(taskSet -> end(service, taskSet, actions));
    service.strays().forEach(stray -> actions.add(new RemoveWorkload(stray)));
    boolean over =
        !service.podsRemain()
            && service.taskSets().isEmpty()
            && service.revisions().stream().allMatch(ResolvedRevision::gone);
    actions.addAll(new RolloutReport(service).ended());
    if (service.external()) {
      return external(service, settings, actions, over);
    }
    List<Deployment> deployments = over ? List.of() : HaltedService.deployments(service);
    EcsServiceStatus status =
        ServiceReport.status(
            service,
            over ? ServiceState.INACTIVE : ServiceState.DRAINING,
            0,
            deployments,
            new ServiceEvents(service.serviceName(), ServiceReport.before(service).events())
                .ofTasks(service.history()),
            Optional.of(new Problem(Reason.Inactive, "The service was deleted.")));
    return new ServicePlan(actions, status, forgetAt(status, settings));
  }

  /** When an INACTIVE service is removed for good; empty while it drains. */
  static Optional<Instant> forgetAt(EcsServiceStatus status, ServiceSettings settings) {
    return Optional.ofNullable(status.inactiveAt()).map(at -> at.plus(settings.retention()));
  }

  private static ServicePlan external(
      ResolvedService service, ServiceSettings settings, List<Action> actions, boolean over) {
    EcsServiceStatus status =
        ServiceReport.external(
            service,
            over ? ServiceState.INACTIVE : ServiceState.DRAINING,
            0,
            false,
            new ServiceEvents(service.serviceName(), ServiceReport.before(service).events())
                .ofTasks(service.history()),
            Optional.of(new Problem(Reason.Inactive, "The service was deleted.")));
    return new ServicePlan(actions, status, forgetAt(status, settings));
  }

  /** A task set goes with its service, once its tasks have gone. */
  private static void end(ResolvedService service, ResolvedTaskSet taskSet, List<Action> actions) {
    String name = taskSet.resource().getMetadata().getName();
    boolean gone =
        service.revisions().stream()
            .filter(revision -> revision.deploymentId().equals(taskSet.digits()))
            .allMatch(ResolvedRevision::gone);
    if (!taskSet.ending()) {
      actions.add(new DeleteTaskSet(name));
    } else if (gone) {
      actions.add(new ReleaseTaskSet(name));
    }
  }

  /** Stops the tasks of a revision, and forgets it when they have gone. */
  static void end(ResolvedRevision revision, List<Action> actions) {
    if (revision.gone()) {
      actions.add(new Forget(revision.name()));
    } else {
      drain(revision, actions);
    }
  }

  private static void drain(ResolvedRevision revision, List<Action> actions) {
    if (revision.workload().isEmpty()) {
      revision.tasks().forEach(task -> actions.add(new RemovePod(task.podName())));
      return;
    }
    Workload workload = revision.workload().get();
    switch (workload.kind()) {
      case DEPLOYMENT -> {
        if (revision.replicas() > 0) {
          actions.add(new Scale(revision.name(), revision.replicas(), 0));
        } else if (revision.tasks().isEmpty()) {
          actions.add(new RemoveWorkload(workload));
        }
      }
      case DAEMON_SET -> actions.add(new RemoveWorkload(workload));
    }
  }
}
