package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.ServiceConnectServiceResource;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.operator.service.deployment.DeploymentFailure;
import dev.kubeecs.operator.service.deployment.RevisionCounts;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.RevisionContent;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The deployments of a service as DescribeServices shows them. */
final class DeploymentView {

  private static final String ID_PREFIX = "ecs-svc/";

  /** What LATEST is. */
  private static final String NEWEST_PLATFORM = "1.4.0";

  private final ResolvedService service;

  DeploymentView(ResolvedService service) {
    this.service = service;
  }

  /**
   * PRIMARY first, then those that still have tasks, the newest first.
   *
   * @param desired how many tasks the target aims at
   * @param completed whether the target's rollout is done
   */
  List<Deployment> all(Course course, int desired, int failedTasks, boolean completed) {
    List<Deployment> views = new ArrayList<>();
    DeploymentRolloutState state =
        switch (course.direction()) {
          case HALTED, STALLED -> DeploymentRolloutState.FAILED;
          case FORWARD, BACK ->
              completed ? DeploymentRolloutState.COMPLETED : DeploymentRolloutState.IN_PROGRESS;
        };
    String id = course.target().deploymentId();
    String reason =
        course
            .failure()
            .filter(failure -> state != DeploymentRolloutState.COMPLETED)
            .map(
                failure ->
                    course.goesBack()
                        ? failure.rollingBackTo(id(id))
                        : failure.rolloutStateReason())
            .orElseGet(() -> reason(id, state));
    views.add(one(course.target(), "PRIMARY", desired, failedTasks, state, reason));
    course.others().reversed().stream()
        .filter(other -> !other.counts().drained())
        .map(other -> replaced(other, course))
        .forEach(views::add);
    return views;
  }

  /** A deployment whose tasks are on their way out. */
  private Deployment replaced(ResolvedRevision other, Course course) {
    Optional<DeploymentFailure> failure =
        other.deploymentId().equals(course.newest().deploymentId())
            ? course.failure()
            : RolloutMonitors.failure(other);
    DeploymentRolloutState state =
        failure.isPresent() ? DeploymentRolloutState.FAILED : stateOf(other);
    return one(
        other,
        "ACTIVE",
        other.replicas(),
        other.rolloutStatus().map(status -> asEmpty(status.failedTasks()).size()).orElse(0),
        state,
        failure
            .map(DeploymentFailure::rolloutStateReason)
            .orElseGet(() -> reason(other.deploymentId(), state)));
  }

  /** The 19 digits of a deployment. */
  static String digits(Deployment deployment) {
    return deployment.id().substring(ID_PREFIX.length());
  }

  /** The id of a deployment, from its 19 digits. */
  static String id(String digits) {
    return ID_PREFIX + digits;
  }

  /** What was told of a deployment last. */
  static Optional<Deployment> before(ResolvedService service, ResolvedRevision revision) {
    return asEmpty(ServiceReport.before(service).deployments()).stream()
        .filter(deployment -> id(revision.deploymentId()).equals(deployment.id()))
        .findFirst();
  }

  /** Whether the rollout of the revision was done once. */
  static boolean isSuccessful(ResolvedRevision revision) {
    return has(revision, ServiceDeploymentStatus.SUCCESSFUL);
  }

  /**
   * Whether the revision serves all traffic, or did: its rollout was done, or had only to take
   * others away.
   */
  static boolean servesAlone(ResolvedRevision revision) {
    return isSuccessful(revision)
        || TrafficShifting.state(revision)
            .filter(shift -> shift.stage() == TrafficShiftStage.CLEAN_UP)
            .isPresent();
  }

  /** Whether the rollout of the revision was undone, and all is as before. */
  static boolean isRolledBack(ResolvedRevision revision) {
    return has(revision, ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
  }

  private static boolean has(ResolvedRevision revision, ServiceDeploymentStatus status) {
    return revision.rolloutStatus().map(s -> s.status() == status).orElse(false);
  }

  private static DeploymentRolloutState stateOf(ResolvedRevision other) {
    if (isSuccessful(other)) {
      return DeploymentRolloutState.COMPLETED;
    }
    boolean stopped =
        other.rollout().filter(rollout -> rollout.getSpec().stopType() != null).isPresent();
    return stopped ? DeploymentRolloutState.FAILED : DeploymentRolloutState.IN_PROGRESS;
  }

  private Deployment one(
      ResolvedRevision revision,
      String status,
      int desired,
      int failedTasks,
      DeploymentRolloutState state,
      String reason) {
    EcsServiceRevisionSpec spec = revision.resource().getSpec();
    RevisionCounts counts = revision.counts();
    LaunchType launchType = RevisionContent.launchType(spec);
    Deployment view =
        Deployment.builder()
            .id(id(revision.deploymentId()))
            .status(status)
            .taskDefinition(taskDefinitionArn(spec.taskDefinition()))
            .desiredCount(desired)
            .pendingCount(counts.pending())
            .runningCount(counts.running())
            .failedTasks(failedTasks)
            .createdAt(createdAt(revision))
            .capacityProviderStrategy(spec.capacityProviderStrategy())
            .launchType(spec.launchType())
            .platformVersion(launchType == LaunchType.FARGATE ? platformVersion(spec) : null)
            .networkConfiguration(spec.networkConfiguration())
            .serviceConnectConfiguration(spec.serviceConnectConfiguration())
            .serviceConnectResources(serviceConnectResources(spec))
            .rolloutState(state)
            .rolloutStateReason(reason)
            .build();
    return withUpdatedAt(view, before(service, revision));
  }

  /** Null where there are none, as where Service Connect is not used. */
  private List<ServiceConnectServiceResource> serviceConnectResources(EcsServiceRevisionSpec spec) {
    List<ServiceConnectServiceResource> resources =
        service.connections().resources(spec.serviceConnectConfiguration(), service.account());
    return resources.isEmpty() ? null : resources;
  }

  /** ECS's words for where a rollout stands. */
  static String reason(String deploymentId, DeploymentRolloutState state) {
    return "ECS deployment "
        + id(deploymentId)
        + switch (state) {
          case COMPLETED -> " completed.";
          case IN_PROGRESS -> " in progress.";
          case FAILED -> " was stopped.";
        };
  }

  private Deployment withUpdatedAt(Deployment view, Optional<Deployment> before) {
    Instant updatedAt =
        before
            .filter(b -> b.toBuilder().updatedAt(null).build().equals(view))
            .map(Deployment::updatedAt)
            .orElse(service.now());
    return view.toBuilder().updatedAt(updatedAt).build();
  }

  private Instant createdAt(ResolvedRevision revision) {
    return revision
        .rolloutStatus()
        .map(EcsServiceDeploymentStatus::createdAt)
        .or(() -> before(service, revision).map(Deployment::createdAt))
        .orElse(service.now());
  }

  private String taskDefinitionArn(String familyAndRevision) {
    TaskDefinitionReference reference =
        TaskDefinitionReference.parse(familyAndRevision).orElseThrow();
    return service
        .account()
        .taskDefinitionArn(reference.family(), reference.revision().orElseThrow());
  }

  private static String platformVersion(EcsServiceRevisionSpec spec) {
    String asked = or(spec.platformVersion(), "LATEST");
    return asked.equals("LATEST") ? NEWEST_PLATFORM : asked;
  }
}
