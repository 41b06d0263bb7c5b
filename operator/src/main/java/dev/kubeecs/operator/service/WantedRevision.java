package dev.kubeecs.operator.service;

import dev.kubeecs.operator.service.revision.NextRevision;
import dev.kubeecs.operator.service.workload.RevisionMetadata;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.DeploymentStrategies;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentSpecBuilder;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.RevisionContent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The service revision that a service asks for, and the objects that begin its deployment. */
final class WantedRevision {

  private WantedRevision() {}

  /** The revision to create; empty if the newest one is what the service asks for. */
  static Optional<EcsServiceRevision> missing(ResolvedService service) {
    EcsServiceRevisionSpec wanted =
        RevisionContent.of(
            service.objectName(),
            service.serviceName(),
            service.clusterName(),
            service.spec(),
            taskDefinition(service).orElseThrow());
    return NextRevision.of(
            service.resource().getMetadata().getUid(),
            service.spec().deploymentId(),
            wanted,
            service.revisions().stream().map(ResolvedRevision::resource).toList())
        .map(next -> revision(service, next));
  }

  /**
   * {@code family:revision} that the tasks shall run. One that the newest revision runs already
   * goes on, even if it has been deleted or deregistered since.
   */
  static Optional<String> taskDefinition(ResolvedService service) {
    return service
        .taskDefinition()
        .map(found -> name(found.getSpec()))
        .or(() -> running(service).filter(present -> means(service, present)));
  }

  /** Whether the service asks for a task definition that its newest revision does not run. */
  static boolean isOtherTaskDefinition(ResolvedService service) {
    return !taskDefinition(service).equals(running(service));
  }

  /** Whether what runs is what is asked for, so that the deleted task definition is not needed. */
  static boolean goesOnWithoutTaskDefinition(ResolvedService service) {
    return taskDefinition(service).isPresent()
        && missing(service).isEmpty()
        && service.revisions().getLast().workload().isPresent();
  }

  /** The deployment of a revision. */
  static EcsServiceDeployment rollout(ResolvedService service, EcsServiceRevisionSpec revision) {
    EcsServiceDeployment rollout = new EcsServiceDeployment();
    rollout.setMetadata(RevisionMetadata.of(service.resource(), revision));
    rollout.setSpec(
        EcsServiceDeploymentSpecBuilder.builder()
            .service(service.objectName())
            .cluster(service.clusterName())
            .targetServiceRevision(RevisionMetadata.name(revision))
            .sourceServiceRevisions(sources(service, revision.deploymentId()))
            .deploymentConfiguration(service.spec().deploymentConfiguration())
            .codeDeploy(codeDeploy(service).orElse(null))
            .build());
    return rollout;
  }

  /** The deployment of CodeDeploy that asks for the next revision; what it has had is another's. */
  private static Optional<CodeDeployDeployment> codeDeploy(ResolvedService service) {
    return Optional.ofNullable(service.spec().codeDeploy())
        .filter(
            asked ->
                service.revisions().stream()
                    .flatMap(revision -> revision.rollout().stream())
                    .map(rollout -> rollout.getSpec().codeDeploy())
                    .noneMatch(
                        had -> had != null && had.deploymentId().equals(asked.deploymentId())));
  }

  /**
   * The revisions that have tasks when the deployment of another begins, the one that serves last;
   * if none has, as in a service of no tasks, those that would.
   */
  static List<String> sources(ResolvedService service, String deploymentId) {
    List<ResolvedRevision> present =
        service.revisions().stream()
            .filter(r -> !r.gone() && !r.deploymentId().equals(deploymentId))
            .toList();
    List<ResolvedRevision> withTasks =
        present.stream().filter(revision -> !revision.counts().drained()).toList();
    List<ResolvedRevision> sources = withTasks.isEmpty() ? present : withTasks;
    Optional<String> serving = ServingRevision.of(service, sources).map(ResolvedRevision::name);
    return Stream.concat(
            sources.stream()
                .map(ResolvedRevision::name)
                .filter(name -> !Optional.of(name).equals(serving)),
            serving.stream())
        .toList();
  }

  private static EcsServiceRevision revision(ResolvedService service, NextRevision next) {
    EcsServiceRevision revision = new EcsServiceRevision();
    revision.setMetadata(RevisionMetadata.of(service.resource(), next.spec()));
    revision.getMetadata().getLabels().put(Labels.NUMBER, String.valueOf(next.number()));
    if (isAlternate(service)) {
      revision.getMetadata().getLabels().put(Labels.ALTERNATE, "true");
    }
    revision.setSpec(next.spec());
    return revision;
  }

  /**
   * Whether the tasks of the next revision are registered in the alternate target groups: beside
   * what serves if traffic is shifted, else where that is.
   */
  private static boolean isAlternate(ResolvedService service) {
    List<ResolvedRevision> present =
        service.revisions().stream().filter(revision -> !revision.gone()).toList();
    Set<String> taken =
        ServingRevision.of(service, present)
            .map(
                revision ->
                    Registrations.ports(
                            revision.resource().getSpec().loadBalancers(), revision.isAlternate())
                        .keySet())
            .orElse(Set.of());
    boolean primary = takes(taken, service, false);
    boolean alternate = takes(taken, service, true);
    return DeploymentStrategies.shiftsTraffic(service.spec().deploymentConfiguration())
        ? primary && !alternate
        : alternate && !primary;
  }

  private static boolean takes(Set<String> taken, ResolvedService service, boolean alternate) {
    return Registrations.ports(service.spec().loadBalancers(), alternate).keySet().stream()
        .anyMatch(taken::contains);
  }

  private static Optional<String> running(ResolvedService service) {
    return service.revisions().isEmpty()
        ? Optional.empty()
        : Optional.of(service.revisions().getLast().resource().getSpec().taskDefinition());
  }

  private static boolean means(ResolvedService service, String present) {
    Optional<TaskDefinitionReference> asked =
        TaskDefinitionReference.parse(service.spec().taskDefinition());
    TaskDefinitionReference running = TaskDefinitionReference.parse(present).orElseThrow();
    return asked
        .filter(reference -> reference.family().equals(running.family()))
        .filter(
            reference ->
                reference.revision().isEmpty() || reference.revision().equals(running.revision()))
        .isPresent();
  }

  private static String name(TaskDefinitionRevisionSpec definition) {
    return definition.family() + ":" + definition.revision();
  }
}
