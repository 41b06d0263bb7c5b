package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.service.Action.RemoveWorkload;
import dev.kubeecs.operator.service.event.Announcement;
import dev.kubeecs.operator.service.event.ServiceEvents;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service whose deployment controller is EXTERNAL: it runs what its task sets say. */
final class ExternalService {

  private final ResolvedService service;
  private final ServiceSettings settings;

  private ExternalService(ResolvedService service, ServiceSettings settings) {
    this.service = service;
    this.settings = settings;
  }

  static ServicePlan plan(ResolvedService service, ServiceSettings settings) {
    return new ExternalService(service, settings).plan();
  }

  private ServicePlan plan() {
    List<TaskSetPlan> plans =
        service.taskSets().stream()
            .map(taskSet -> TaskSetPlan.of(service, settings, taskSet))
            .toList();
    List<Action> actions = new ArrayList<>();
    plans.forEach(plan -> actions.addAll(plan.actions()));
    leftOver().forEach(revision -> EndingService.end(revision, actions));
    service.strays().forEach(stray -> actions.add(new RemoveWorkload(stray)));
    boolean settled =
        plans.stream().allMatch(TaskSetPlan::settled) && leftOver().findAny().isEmpty();
    EcsServiceStatus status =
        ServiceReport.external(
            service,
            ServiceState.ACTIVE,
            or(service.spec().desiredCount(), 1),
            settled,
            news(plans, settled),
            Optional.empty());
    return new ServicePlan(
        actions,
        status,
        plans.stream().flatMap(plan -> plan.lookAgainAt().stream()).min(Instant::compareTo));
  }

  /** Revisions of task sets that are no more, or from before the service was EXTERNAL. */
  private Stream<ResolvedRevision> leftOver() {
    Set<String> digits =
        service.taskSets().stream().map(ResolvedTaskSet::digits).collect(Collectors.toSet());
    return service.revisions().stream()
        .filter(revision -> !digits.contains(revision.deploymentId()));
  }

  private List<Announcement> news(List<TaskSetPlan> plans, boolean settled) {
    ServiceEvents events =
        new ServiceEvents(service.serviceName(), ServiceReport.before(service).events());
    List<Announcement> news = new ArrayList<>(events.ofTasks(service.history()));
    boolean allTold = !service.stopsUntold();
    if (settled && allTold && !(news.isEmpty() && events.endInSteadyState())) {
      news.add(new Announcement.SteadyState());
    }
    if (plans.stream().anyMatch(TaskSetPlan::impaired)) {
      warn(events, new Announcement.StartImpaired(), news);
    }
    if (service.unplaceable()) {
      warn(events, new Announcement.PlacementFailed(), news);
    }
    return news;
  }

  private void warn(ServiceEvents events, Announcement warning, List<Announcement> news) {
    if (!events.tells(warning, service.now())) {
      news.add(warning);
    }
  }
}
