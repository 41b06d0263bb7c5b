package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.ServiceCurrentRevisionSummary;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.service.event.Announcement;
import dev.kubeecs.operator.service.event.ServiceEvents;
import dev.kubeecs.operator.service.workload.RevisionMetadata;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.EcsServiceStatusBuilder;
import dev.kubeecs.resources.service.ServiceState;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What is told of a service in its status. */
final class ServiceReport {

  /** The condition that is True while the only deployment runs all the tasks it shall. */
  static final String STABLE = "Stable";

  private ServiceReport() {}

  /**
   * The status of a service.
   *
   * @param desired how many tasks it aims at
   * @param deployments PRIMARY first
   * @param news what happened since the last status, the earliest first
   * @param problem what stands in its way
   */
  static EcsServiceStatus status(
      ResolvedService service,
      ServiceState state,
      int desired,
      List<Deployment> deployments,
      List<Announcement> news,
      Optional<Problem> problem) {
    int running = deployments.stream().mapToInt(Deployment::runningCount).sum();
    int pending = deployments.stream().mapToInt(Deployment::pendingCount).sum();
    boolean stable =
        problem.isEmpty()
            && state == ServiceState.ACTIVE
            && deployments.size() == 1
            && running == desired;
    return builder(service, state, desired, running, pending, stable, news, problem)
        .taskDefinition(newest(service, before(service)))
        .deployments(deployments)
        .currentServiceDeployment(currentDeployment(service, deployments))
        .build();
  }

  /**
   * The status of a service whose deployments are its task sets.
   *
   * @param settled whether every task set runs what it shall
   */
  static EcsServiceStatus external(
      ResolvedService service,
      ServiceState state,
      int desired,
      boolean settled,
      List<Announcement> news,
      Optional<Problem> problem) {
    int running = service.revisions().stream().mapToInt(r -> r.counts().running()).sum();
    int pending = service.revisions().stream().mapToInt(r -> r.counts().pending()).sum();
    return builder(service, state, desired, running, pending, settled, news, problem)
        .deployments(List.of())
        .build();
  }

  private static EcsServiceStatusBuilder builder(
      ResolvedService service,
      ServiceState state,
      int desired,
      int running,
      int pending,
      boolean stable,
      List<Announcement> news,
      Optional<Problem> problem) {
    EcsServiceStatus before = before(service);
    return EcsServiceStatusBuilder.builder()
        .status(state)
        .serviceArn(service.account().serviceArn(service.clusterName(), service.serviceName()))
        .clusterArn(service.account().clusterArn(service.clusterName()))
        .desiredCount(desired)
        .runningCount(running)
        .pendingCount(pending)
        .selector(RevisionMetadata.serviceSelector(service.objectName()))
        .events(new ServiceEvents(service.serviceName(), before.events()).with(news, service.now()))
        .currentServiceRevisions(currentRevisions(service))
        .registeredTasks(new TargetNews(service).registered())
        .inactiveAt(
            state == ServiceState.INACTIVE
                ? Optional.ofNullable(before.inactiveAt()).orElse(service.now())
                : null)
        .observedGeneration(generation(service))
        .conditions(stable(ready(service, problem), service, stable, running + " of " + desired));
  }

  /** What the status tells besides while the service goes back to an earlier revision. */
  static EcsServiceStatus onCourse(
      ResolvedService service, EcsServiceStatus status, Course course) {
    if (!course.goesBack()) {
      return status;
    }
    EcsServiceRevisionSpec target = course.target().resource().getSpec();
    return status.with(
        s ->
            s.taskDefinition(target.taskDefinition())
                .rolledBackDeployment(course.newest().deploymentId())
                .currentServiceDeployment(
                    service
                        .account()
                        .serviceDeploymentArn(
                            service.clusterName(),
                            service.serviceName(),
                            course.newest().deploymentId())));
  }

  /** The status of a service that is not served: nothing but the reason. */
  static EcsServiceStatus refused(ResolvedService service, Problem problem) {
    return EcsServiceStatusBuilder.builder()
        .observedGeneration(generation(service))
        .conditions(ready(service, Optional.of(problem)))
        .build();
  }

  /** The status as it was, with why the API server refused to make it another. */
  static EcsServiceStatus failed(ResolvedService service, KubernetesClientException refusal) {
    String why =
        refusal.getStatus() == null ? refusal.getMessage() : refusal.getStatus().getMessage();
    Problem problem = new Problem(Reason.Refused, "Kubernetes refuses: " + why);
    return before(service).with(status -> status.conditions(ready(service, Optional.of(problem))));
  }

  /** What was told last; empty members if nothing was. */
  static EcsServiceStatus before(ResolvedService service) {
    return Optional.ofNullable(service.resource().getStatus())
        .orElseGet(() -> EcsServiceStatusBuilder.builder().build());
  }

  private static List<Condition> ready(ResolvedService service, Optional<Problem> problem) {
    List<Condition> present = before(service).conditions();
    return problem
        .map(
            p ->
                conditions(service).notReady(present, p.reason(), p.message(), generation(service)))
        .orElseGet(() -> conditions(service).ready(present, generation(service)));
  }

  private static List<Condition> stable(
      List<Condition> present, ResolvedService service, boolean stable, String counts) {
    return conditions(service)
        .merge(
            present,
            STABLE,
            stable,
            stable ? "Stable" : "InProgress",
            counts + " tasks are running",
            generation(service));
  }

  private static Conditions conditions(ResolvedService service) {
    return new Conditions(Clock.fixed(service.now(), ZoneOffset.UTC));
  }

  private static Long generation(ResolvedService service) {
    return service.resource().getMetadata().getGeneration();
  }

  private static String newest(ResolvedService service, EcsServiceStatus before) {
    return WantedRevision.taskDefinition(service).orElse(before.taskDefinition());
  }

  private static String currentDeployment(ResolvedService service, List<Deployment> deployments) {
    return deployments.isEmpty()
        ? before(service).currentServiceDeployment()
        : service
            .account()
            .serviceDeploymentArn(
                service.clusterName(),
                service.serviceName(),
                DeploymentView.digits(deployments.getFirst()));
  }

  private static List<ServiceCurrentRevisionSummary> currentRevisions(ResolvedService service) {
    return service.revisions().stream()
        .filter(revision -> !revision.counts().drained())
        .map(
            revision ->
                ServiceCurrentRevisionSummary.builder()
                    .arn(
                        service
                            .account()
                            .serviceRevisionArn(
                                service.clusterName(),
                                service.serviceName(),
                                revision.deploymentId()))
                    .requestedTaskCount(revision.replicas())
                    .runningTaskCount(revision.counts().running())
                    .pendingTaskCount(revision.counts().pending())
                    .build())
        .toList();
  }
}
