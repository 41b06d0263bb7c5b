package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.operator.service.Action.CreateRevision;
import dev.kubeecs.operator.service.Action.CreateRollout;
import dev.kubeecs.operator.service.Action.Forget;
import dev.kubeecs.operator.service.Action.RemoveWorkload;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import dev.kubeecs.operator.service.event.Announcement;
import dev.kubeecs.operator.service.event.ServiceEvents;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A service that shall run: its newest revision is brought to the desired count. */
final class ActiveService {

  private final ResolvedService service;
  private final ServiceSettings settings;
  private final List<Action> actions = new ArrayList<>();

  private ActiveService(ResolvedService service, ServiceSettings settings) {
    this.service = service;
    this.settings = settings;
  }

  static ServicePlan plan(ResolvedService service, ServiceSettings settings) {
    return new ActiveService(service, settings).plan();
  }

  private ServicePlan plan() {
    Optional<EcsServiceRevision> missing = WantedRevision.missing(service);
    ResolvedRevision newest =
        missing.map(this::fresh).orElseGet(() -> service.revisions().getLast());
    RolloutMonitors monitors = RolloutMonitors.of(service, newest, settings);
    Course course = Course.of(service.revisions(), newest, monitors.failure(), monitors.rollback());
    ResolvedRevision target = course.target();
    List<ResolvedRevision> others = course.others();
    missing.ifPresent(revision -> actions.add(new CreateRevision(revision)));
    if (newest.rollout().isEmpty()) {
      actions.add(new CreateRollout(WantedRevision.rollout(service, newest.resource().getSpec())));
    }
    actions.addAll(Shield.changes(tasks(target, others)));
    TrafficShifting shifting =
        TrafficShifting.of(service, settings, course, ReplicaScaling.desired(service));
    ScalingStep step =
        service.strategy() == SchedulingStrategy.REPLICA
            ? ReplicaScaling.step(service, settings, course, shifting)
            : DaemonScaling.step(service, settings, course);
    actions.addAll(step.actions());
    others.stream().filter(other -> !shifting.mayNeed(other)).forEach(this::removeDrained);
    service.strays().forEach(stray -> actions.add(new RemoveWorkload(stray)));
    actions.addAll(unhealthyTasks(course).replacements());
    forgetOld(course);
    boolean settled = shifting.allowsCompletion() && settled(target, others, step);
    monitors = monitors.settled(settled, service.now());
    boolean completed = completed(course, settled && monitors.alarms().baked(service.now()));
    actions.addAll(RevisionReport.changes(service, course));
    int desired = step.desired().orElse(0);
    actions.addAll(
        new RolloutReport(service).changes(course, monitors, desired, completed, shifting));
    actions.addAll(shifting.actions());
    EcsServiceStatus status =
        ServiceReport.status(
            service,
            ServiceState.ACTIVE,
            desired,
            new DeploymentView(service)
                .all(course, desired, failedTasks(course, monitors, step), completed),
            news(course, step, settled, completed),
            Optional.empty());
    return new ServicePlan(
        actions,
        ServiceReport.onCourse(service, status, course),
        Stream.of(lookAgainAt(course, step), shifting.lookAgainAt(), baked(monitors))
            .flatMap(Optional::stream)
            .min(Instant::compareTo));
  }

  /** Whether the target is where it was to get to, once and for all. */
  private static boolean completed(Course course, boolean settled) {
    return switch (course.direction()) {
      case FORWARD -> settled || DeploymentView.isSuccessful(course.target());
      case BACK -> settled || DeploymentView.isRolledBack(course.newest());
      case HALTED, STALLED -> false;
    };
  }

  private Optional<Instant> baked(RolloutMonitors monitors) {
    return monitors.alarms().bakedAt().filter(at -> at.isAfter(service.now()));
  }

  private static int failedTasks(Course course, RolloutMonitors monitors, ScalingStep step) {
    return course.goesBack()
        ? step.failedTasks()
        : Math.max(step.failedTasks(), monitors.failureCount());
  }

  /**
   * Whether the target alone runs all the tasks that it shall. Young ones will do: it is only the
   * tasks to be replaced that wait for them to count as healthy.
   */
  private static boolean settled(
      ResolvedRevision target, List<ResolvedRevision> others, ScalingStep step) {
    int desired = step.desired().orElse(-1);
    return target.workload().isPresent()
        && target.replicas() == desired
        && target.tasks().size() == desired
        && target.tasks().stream().allMatch(ServiceTask::steady)
        && others.stream().allMatch(other -> other.counts().drained());
  }

  private List<Announcement> news(
      Course course, ScalingStep step, boolean settled, boolean completed) {
    ResolvedRevision target = course.target();
    ServiceEvents events =
        new ServiceEvents(service.serviceName(), ServiceReport.before(service).events());
    List<Announcement> news = new ArrayList<>(events.ofTasks(service.history()));
    TargetNews targets = new TargetNews(service);
    news.addAll(targets.changes());
    news.addAll(targets.unhealthy(events));
    news.addAll(events.ofScaling(service.scalingActivities()));
    news.addAll(unhealthyTasks(course).news(events));
    String newest = course.newest().deploymentId();
    course
        .failure()
        .map(failure -> new Announcement.DeploymentFailed(newest, failure.finding()))
        .filter(failed -> !events.have(failed))
        .ifPresent(news::add);
    if (course.goesBack() && !newest.equals(ServiceReport.before(service).rolledBackDeployment())) {
      news.add(new Announcement.RollingBack(target.deploymentId()));
    }
    if (completed && !toldCompleted(target)) {
      news.add(new Announcement.DeploymentCompleted(target.deploymentId()));
    }
    boolean allTold = !service.stopsUntold();
    if (settled && allTold && !(news.isEmpty() && events.endInSteadyState())) {
      news.add(new Announcement.SteadyState());
    }
    if (step.blocked()) {
      warn(events, new Announcement.DeploymentBlocked(), news);
    }
    if (step.heldUntil().isPresent() && step.failedTasks() > 0) {
      warn(events, new Announcement.StartImpaired(), news);
    }
    if (service.unplaceable()) {
      warn(events, new Announcement.PlacementFailed(), news);
    }
    return news;
  }

  private UnhealthyTasks unhealthyTasks(Course course) {
    return new UnhealthyTasks(service, tasks(course.target(), course.others()).toList());
  }

  private void warn(ServiceEvents events, Announcement warning, List<Announcement> news) {
    if (!events.tells(warning, service.now())) {
      news.add(warning);
    }
  }

  private boolean toldCompleted(ResolvedRevision target) {
    return DeploymentView.before(service, target)
        .map(view -> view.rolloutState() == DeploymentRolloutState.COMPLETED)
        .orElse(false);
  }

  private ResolvedRevision fresh(EcsServiceRevision revision) {
    return ResolvedRevisionBuilder.builder()
        .resource(revision)
        .rollout(Optional.empty())
        .taskDefinition(service.taskDefinition())
        .capacityProvider(service.capacityProvider())
        .workload(Optional.empty())
        .build();
  }

  private void removeDrained(ResolvedRevision other) {
    if (other.counts().drained()) {
      other.workload().ifPresent(workload -> actions.add(new RemoveWorkload(workload)));
    }
  }

  private static Stream<ServiceTask> tasks(ResolvedRevision target, List<ResolvedRevision> others) {
    return Stream.concat(Stream.of(target), others.stream())
        .flatMap(revision -> revision.tasks().stream());
  }

  /**
   * The newest stays known, and the one that the spec names: they would be asked for again. So does
   * the one to go back to.
   */
  private void forgetOld(Course course) {
    Optional<String> candidate =
        Course.lastCompleted(service.revisions(), course.newest())
            .map(ResolvedRevision::deploymentId);
    List<ResolvedRevision> past =
        course.others().stream()
            .filter(ResolvedRevision::gone)
            .filter(other -> !other.deploymentId().equals(service.spec().deploymentId()))
            .filter(other -> !other.deploymentId().equals(course.newest().deploymentId()))
            .toList();
    past.stream()
        .limit(Math.max(0, past.size() - settings.history()))
        .filter(old -> !candidate.equals(Optional.of(old.deploymentId())))
        .forEach(old -> actions.add(new Forget(old.name())));
  }

  /** When zones are looked at next: once the last change is long ago, and then now and again. */
  private Optional<Instant> balanced(ResolvedRevision target) {
    return service
        .zones()
        .map(
            zones -> {
              Instant due = ReplicaScaling.lastChange(target).plus(settings.rebalanceAfter());
              return due.isAfter(service.now())
                  ? due
                  : service.now().plus(settings.rebalanceAfter());
            });
  }

  private Optional<Instant> lookAgainAt(Course course, ScalingStep step) {
    ResolvedRevision target = course.target();
    List<ResolvedRevision> others = course.others();
    boolean awaited =
        !course.moves()
            || others.stream().anyMatch(other -> !other.counts().drained())
            || !service.leaving().isEmpty();
    Stream<Instant> healthy =
        tasks(target, others)
            .filter(task -> awaited && task.stage() == Stage.YOUNG)
            .flatMap(task -> task.runningSince().stream())
            .map(since -> since.plus(settings.healthyAfter()));
    Stream<Instant> graceEnds =
        new UnhealthyTasks(service, tasks(target, others).toList()).graceEnds();
    Stream<Instant> protectionEnds =
        tasks(target, others).flatMap(task -> task.protectedUntil().stream());
    return Stream.of(
            healthy,
            graceEnds,
            protectionEnds,
            step.heldUntil().stream(),
            balanced(target).stream())
        .flatMap(times -> times)
        .filter(time -> time.isAfter(service.now()))
        .min(Instant::compareTo);
  }
}
