package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.ContainerImage;
import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.api.ecs.ScaleUnit;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.operator.alarm.AlarmStates;
import dev.kubeecs.operator.alarm.KnownAlarms;
import dev.kubeecs.operator.service.deployment.EndedTask;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import dev.kubeecs.operator.service.deployment.StartThrottle.Pauses;
import dev.kubeecs.operator.service.revision.NextRevision;
import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.EcsTaskSetSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec.DesiredRevisionStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A cluster as far as one service sees it: applies actions, and does what Kubernetes would do. */
final class World {

  static final ServiceSettings SETTINGS =
      new ServiceSettings(
          Duration.ofSeconds(40),
          new Pauses(
              Duration.ofSeconds(10),
              Duration.ofMinutes(15),
              Duration.ofSeconds(30),
              Duration.ofSeconds(20)),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          3,
          Duration.ofHours(1),
          PodSettings.DEFAULT);

  final EcsService service = new EcsService();
  final Map<String, EcsServiceRevision> revisions = new LinkedHashMap<>();
  final Map<String, EcsServiceDeployment> rollouts = new HashMap<>();
  final Map<String, Workload> workloads = new LinkedHashMap<>();
  final Map<String, List<ServiceTask>> tasks = new HashMap<>();
  final Map<String, List<EndedTask>> ended = new HashMap<>();
  final List<KnownTask> history = new ArrayList<>();
  final List<Action> writes = new ArrayList<>();
  final Map<String, String> stopReasons = new HashMap<>();
  int statusWrites;
  int nodes = 3;
  boolean clusterExists = true;
  Optional<String> olderClaimant = Optional.empty();
  boolean unplaceable;
  Set<String> leaving = Set.of();
  Optional<Zones> zones = Optional.empty();
  final List<String> lettingGo = new ArrayList<>();
  final Map<String, EcsTaskSet> taskSets = new LinkedHashMap<>();
  List<ContainerImage> images = List.of();
  final Map<String, TargetGroup> targetGroups = new HashMap<>();
  final Map<String, TrafficRule> trafficRules = new HashMap<>();

  /** Whether proxies take what is written to listeners at once. */
  boolean proxiesFollow = true;

  final Map<String, HookAnswer> hookAnswers = new HashMap<>();
  AlarmStates alarms = new AlarmStates.Known(Set.of());
  Map<String, Boolean> metricAlarms = Map.of();
  final List<HookRequest> calls = new ArrayList<>();
  Optional<TaskDefinitionRevision> taskDefinition = Optional.of(taskDefinition(1, null));
  Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private int nextTask;

  World(Consumer<EcsServiceSpecBuilder> spec) {
    service.setMetadata(
        new ObjectMetaBuilder()
            .withName("hello")
            .withNamespace("default")
            .withUid("f1d5c0de-0000-4000-8000-000000000001")
            .withGeneration(1L)
            .build());
    EcsServiceSpecBuilder builder =
        EcsServiceSpecBuilder.builder().cluster("demo").taskDefinition("hello").desiredCount(2);
    spec.accept(builder);
    service.setSpec(builder.build());
  }

  static World ofService() {
    return new World(spec -> {});
  }

  void change(Consumer<EcsServiceSpecBuilder> change) {
    service.setSpec(service.getSpec().with(change));
    service.getMetadata().setGeneration(service.getMetadata().getGeneration() + 1);
  }

  static TaskDefinitionRevision taskDefinition(int number, DesiredRevisionStatus desired) {
    TaskDefinitionRevision revision = new TaskDefinitionRevision();
    revision.setMetadata(new ObjectMetaBuilder().withName("hello-" + number).build());
    revision.setSpec(
        TaskDefinitionRevisionSpecBuilder.builder()
            .family("hello")
            .revision(number)
            .desiredStatus(desired)
            .taskDefinition(
                Serialization.unmarshal(
                    "containerDefinitions: [{name: web, image: nginx, portMappings: [{containerPort: 80}]}]",
                    TaskDefinitionSpec.class))
            .build());
    return revision;
  }

  void register(int number) {
    taskDefinition = Optional.of(taskDefinition(number, null));
  }

  ServicePlan plan() {
    return ServicePlan.of(resolved(), SETTINGS);
  }

  ResolvedService resolved() {
    List<ResolvedRevision> resolved =
        revisions.values().stream()
            .sorted(Comparator.comparing(NextRevision::number))
            .map(
                r -> {
                  String name = r.getMetadata().getName();
                  return ResolvedRevisionBuilder.builder()
                      .resource(r)
                      .rollout(Optional.ofNullable(rollouts.get(name)))
                      .taskDefinition(Optional.of(taskDefinition(1, null)))
                      .images(images)
                      .workload(Optional.ofNullable(workloads.get(name)))
                      .tasks(tasks.getOrDefault(name, List.of()).stream().map(this::asOf).toList())
                      .ended(ended.getOrDefault(name, List.of()))
                      .build();
                })
            .toList();
    return ResolvedServiceBuilder.builder()
        .resource(service)
        .account(Account.DEFAULT)
        .cluster(
            clusterExists ? Optional.of(EcsClusterSpecBuilder.builder().build()) : Optional.empty())
        .taskDefinition(taskDefinition)
        .olderClaimant(olderClaimant)
        .revisions(resolved)
        .taskSets(
            taskSets.values().stream()
                .map(
                    set ->
                        new ResolvedTaskSet(
                            set, Optional.of(taskDefinition(1, null)), Optional.empty()))
                .toList())
        .history(history)
        .strays(List.of())
        .podsRemain(tasks.values().stream().anyMatch(list -> !list.isEmpty()))
        .unplaceable(unplaceable)
        .leaving(leaving)
        .zones(zones)
        .targetGroups(targetGroups)
        .trafficRules(trafficRules)
        .hookAnswers(hookAnswers)
        .alarms(new KnownAlarms(metricAlarms, alarms))
        .now(now)
        .build();
  }

  /** One pass of the operator, and what Kubernetes makes of it. */
  ServicePlan pass() {
    ServicePlan plan = plan();
    plan.actions().forEach(this::apply);
    tell(plan);
    follow();
    return plan;
  }

  void tell(ServicePlan plan) {
    if (!plan.status().equals(service.getStatus())) {
      service.setStatus(plan.status());
      statusWrites++;
    }
  }

  /** Passes with tasks getting healthy in between, until nothing changes any more. */
  void settle() {
    for (int quiet = 0, pass = 0; quiet < 2; pass++) {
      if (pass > 200) {
        throw new AssertionError("does not settle: " + tasks);
      }
      var status = service.getStatus();
      ServicePlan plan = pass();
      quiet = plan.actions().isEmpty() && plan.status().equals(status) ? quiet + 1 : 0;
      start();
      now = now.plusSeconds(60);
    }
  }

  void apply(Action action) {
    writes.add(action);
    switch (action) {
      case Action.CreateRevision create ->
          revisions.putIfAbsent(create.revision().getMetadata().getName(), create.revision());
      case Action.CreateRollout create ->
          rollouts.putIfAbsent(create.rollout().getMetadata().getName(), create.rollout());
      case Action.CreateWorkload create ->
          workloads.putIfAbsent(
              create.workload().getMetadata().getName(),
              switch (create.workload()) {
                case Deployment deployment -> Workload.of(deployment);
                case DaemonSet set ->
                    new Workload(
                        Workload.Kind.DAEMON_SET,
                        set.getMetadata().getName(),
                        OptionalInt.of(nodes));
                default -> throw new AssertionError("no workload");
              });
      case Action.Scale scale -> {
        if (workloads.get(scale.name()).replicas().getAsInt() != scale.seen()) {
          throw new AssertionError("the replicas are not what was seen: " + scale);
        }
        workloads.put(
            scale.name(),
            new Workload(Workload.Kind.DEPLOYMENT, scale.name(), OptionalInt.of(scale.wanted())));
      }
      case Action.StopTask stop -> {
        stopReasons.put(stop.taskId(), stop.reason());
        end(
            stop.taskId(),
            stop.reason().startsWith("Task failed ")
                ? EndedTask.Cause.HEALTH_CHECKS
                : EndedTask.Cause.ASKED);
      }
      case Action.LetGoFirst first -> lettingGo.add(first.podName());
      case Action.RemovePod remove -> end(remove.name(), false);
      case Action.LeavePods leave -> workloads.remove(leave.workload().name());
      case Action.RemoveWorkload remove -> {
        workloads.remove(remove.workload().name());
        List.copyOf(tasks.getOrDefault(remove.workload().name(), List.of()))
            .forEach(task -> end(task.id(), false));
      }
      case Action.Forget forget -> {
        revisions.remove(forget.name());
        rollouts.remove(forget.name());
      }
      case Action.ReportRollout report -> {
        EcsServiceDeployment rollout =
            Serialization.clone(
                Optional.ofNullable(rollouts.get(report.name()))
                    .orElseThrow(() -> new AssertionError("no " + report.name())));
        rollout.setStatus(report.status());
        rollouts.put(report.name(), rollout);
      }
      case Action.ShieldPod shield ->
          replace(
              shield.name(),
              t ->
                  task(
                      t,
                      t.runningSince(),
                      t.stage(),
                      t.podReady(),
                      t.protectedUntil(),
                      shield.shielded()));
      case Action.HoldTaskSet hold ->
          taskSets.get(hold.name()).getMetadata().setFinalizers(List.of(Labels.FINALIZER));
      case Action.ReleaseTaskSet release -> taskSets.remove(release.name());
      case Action.DeleteTaskSet delete -> deleteTaskSet(delete.name());
      case Action.ReportTaskSet report -> taskSets.get(report.name()).setStatus(report.status());
      case Action.Forward forward ->
          trafficRules.put(
              forward.name(),
              new TrafficRule(forward.kind(), forward.name(), forward.actions(), proxiesFollow));
      case Action.CallHook call -> {
        if (calls.stream().noneMatch(made -> made.key().equals(call.request().key()))) {
          calls.add(call.request());
        }
      }
      case Action.ReportRevision report -> {
        EcsServiceRevision revision = Serialization.clone(revisions.get(report.name()));
        revision.setStatus(report.status());
        revisions.put(report.name(), revision);
      }
    }
  }

  /** Workloads create the Pods they lack and remove those they have too many. */
  void follow() {
    workloads.forEach(
        (name, workload) -> {
          List<ServiceTask> present = tasks.computeIfAbsent(name, n -> new ArrayList<>());
          while (present.size() > workload.replicas().getAsInt()) {
            end(firstToGo(present).id(), false);
          }
          long elsewhere =
              workload.kind() == Workload.Kind.DEPLOYMENT
                  ? 0
                  : tasks.values().stream().mapToLong(List::size).sum() - present.size();
          while (present.size() + elsewhere < workload.replicas().getAsInt()) {
            String id = "%032x".formatted(++nextTask);
            present.add(new ServiceTask(id, id, now, Optional.empty(), Stage.PENDING, false));
            history.add(new KnownTask(id, now, Optional.empty()));
          }
        });
  }

  /** Among equals the youngest goes first. */
  private ServiceTask firstToGo(List<ServiceTask> present) {
    return present.stream()
        .min(
            Comparator.comparing(ServiceTask::podReady)
                .thenComparing(task -> !lettingGo.contains(task.podName()))
                .thenComparing(ServiceTask::shielded)
                .thenComparing(Comparator.comparing(ServiceTask::id).reversed()))
        .orElseThrow();
  }

  /** Every task is RUNNING and healthy. */
  void start() {
    tasks.keySet().forEach(this::start);
  }

  void start(String revision) {
    tasks
        .get(revision)
        .replaceAll(
            t ->
                task(
                    t,
                    t.runningSince().or(() -> Optional.of(now)),
                    Stage.HEALTHY,
                    true,
                    t.protectedUntil(),
                    t.shielded()));
  }

  /** A task is RUNNING, and too young to count as healthy. */
  void startYoung(String id) {
    replace(
        id, t -> task(t, Optional.of(now), Stage.YOUNG, true, t.protectedUntil(), t.shielded()));
  }

  /** Time passes, and tasks that were too young are healthy. */
  void waitUntil(Instant later) {
    now = later;
    tasks
        .values()
        .forEach(
            list ->
                list.replaceAll(
                    t ->
                        t.stage() == Stage.YOUNG
                                && !t.runningSince()
                                    .orElseThrow()
                                    .plus(SETTINGS.healthyAfter())
                                    .isAfter(now)
                            ? t.at(Stage.HEALTHY, Optional.empty())
                            : t));
  }

  /** What UpdateTaskProtection makes of a task. */
  void protect(String id, Instant until) {
    replace(
        id,
        t ->
            task(
                t,
                t.runningSince(),
                t.stage(),
                t.podReady(),
                Optional.ofNullable(until),
                t.shielded()));
  }

  /** What a task is now: its protection may have ended. */
  private ServiceTask asOf(ServiceTask t) {
    return task(
        t,
        t.runningSince(),
        t.stage(),
        t.podReady(),
        t.protectedUntil().filter(now::isBefore),
        t.shielded());
  }

  private void replace(String id, UnaryOperator<ServiceTask> change) {
    tasks.values().forEach(list -> list.replaceAll(t -> t.id().equals(id) ? change.apply(t) : t));
  }

  private static ServiceTask task(
      ServiceTask t,
      Optional<Instant> runningSince,
      Stage stage,
      boolean ready,
      Optional<Instant> protectedUntil,
      boolean shielded) {
    return new ServiceTask(
        t.id(), t.podName(), t.createdAt(), runningSince, stage, ready, protectedUntil, shielded);
  }

  void makeUnhealthy(String id) {
    makeUnhealthy(id, false);
  }

  /** The checks of a target group fail a task whose Pod is Ready, its container's do not. */
  void makeUnhealthy(String id, boolean ready) {
    replace(
        id,
        t -> task(t, t.runningSince(), Stage.UNHEALTHY, ready, t.protectedUntil(), t.shielded()));
  }

  void end(String id, boolean byItself) {
    end(id, byItself ? EndedTask.Cause.ITSELF : EndedTask.Cause.ASKED);
  }

  void end(String id, EndedTask.Cause cause) {
    tasks.forEach(
        (revision, list) ->
            list.stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .ifPresent(
                    task -> {
                      list.remove(task);
                      ended
                          .computeIfAbsent(revision, r -> new ArrayList<>())
                          .add(new EndedTask(id, task.runningSince(), now, cause));
                      if (cause != EndedTask.Cause.ITSELF && task.running()) {
                        history.replaceAll(
                            k ->
                                k.id().equals(id)
                                    ? new KnownTask(id, k.createdAt(), Optional.of(now))
                                    : k);
                      }
                    }));
  }

  /** A task set of the service with a share of its desired count. */
  void addTaskSet(String digits, double percent) {
    EcsTaskSet taskSet = new EcsTaskSet();
    taskSet.setMetadata(
        new ObjectMetaBuilder()
            .withName("set-" + digits)
            .withNamespace("default")
            .withUid(UUID.randomUUID().toString())
            .addToLabels(Labels.DEPLOYMENT, digits)
            .build());
    taskSet.setSpec(
        EcsTaskSetSpecBuilder.builder()
            .service("hello")
            .cluster("demo")
            .taskDefinition("hello:1")
            .scale(Scale.builder().value(percent).unit(ScaleUnit.PERCENT).build())
            .build());
    taskSets.put("set-" + digits, taskSet);
  }

  void deleteTaskSet(String name) {
    taskSets.get(name).getMetadata().setDeletionTimestamp(now.toString());
  }

  /** What StopServiceDeployment writes, about the newest deployment. */
  void stopNewest(StopServiceDeploymentStopType type) {
    EcsServiceDeployment rollout = Serialization.clone(rollouts.get(newest()));
    rollout.setSpec(rollout.getSpec().withStopType(type));
    rollouts.put(newest(), rollout);
  }

  String newest() {
    return revisions.values().stream()
        .max(Comparator.comparing(NextRevision::number))
        .orElseThrow()
        .getMetadata()
        .getName();
  }

  List<String> events() {
    return service.getStatus().events().reversed().stream().map(e -> e.message()).toList();
  }

  List<String> kinds(List<Action> actions) {
    return actions.stream().map(a -> a.getClass().getSimpleName()).toList();
  }

  World copy() {
    World copy = new World(spec -> {});
    copy.service.setMetadata(service.getMetadata());
    copy.service.setSpec(service.getSpec());
    copy.service.setStatus(service.getStatus());
    copy.revisions.putAll(revisions);
    copy.rollouts.putAll(rollouts);
    copy.workloads.putAll(workloads);
    tasks.forEach((k, v) -> copy.tasks.put(k, new ArrayList<>(v)));
    ended.forEach((k, v) -> copy.ended.put(k, new ArrayList<>(v)));
    copy.history.addAll(history);
    copy.stopReasons.putAll(stopReasons);
    copy.now = now;
    copy.taskDefinition = taskDefinition;
    copy.nextTask = nextTask;
    copy.nodes = nodes;
    copy.alarms = alarms;
    copy.metricAlarms = metricAlarms;
    copy.targetGroups.putAll(targetGroups);
    copy.trafficRules.putAll(trafficRules);
    return copy;
  }
}
