package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.ContainerImage;
import dev.kubeecs.operator.service.deployment.EndedTask;
import dev.kubeecs.operator.service.deployment.RevisionCounts;
import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * A service revision and all that belongs to it.
 *
 * @param resource the revision
 * @param rollout the deployment that rolls it out, if there is one yet
 * @param taskDefinition what its tasks run, if that still exists
 * @param capacityProvider the ACTIVE one that its strategy names; none for Fargate's
 * @param images the images of its containers with the digests that run; empty until one is known
 * @param workload what keeps its tasks, if there is one
 * @param tasks those that have not begun to stop
 * @param ended those that are STOPPED, as far as they are still known
 */
@RecordBuilder
public record ResolvedRevision(
    EcsServiceRevision resource,
    Optional<EcsServiceDeployment> rollout,
    Optional<TaskDefinitionRevision> taskDefinition,
    Optional<EcsCapacityProvider> capacityProvider,
    List<ContainerImage> images,
    Optional<Workload> workload,
    List<ServiceTask> tasks,
    List<EndedTask> ended)
    implements ResolvedRevisionBuilder.With {

  public ResolvedRevision {
    images = images == null ? List.of() : List.copyOf(images);
    tasks = tasks == null ? List.of() : List.copyOf(tasks);
    ended = ended == null ? List.of() : List.copyOf(ended);
  }

  /** The name of the revision, its deployment and its workload. */
  public String name() {
    return resource.getMetadata().getName();
  }

  /** The 19 digits. */
  public String deploymentId() {
    return resource.getSpec().deploymentId();
  }

  /** The counts that a rollout is decided on. */
  public RevisionCounts counts() {
    return RevisionCounts.of(deploymentId(), replicas(), tasks);
  }

  /** Whether its tasks are registered in the alternate target groups of the service. */
  public boolean isAlternate() {
    return Boolean.parseBoolean(
        Absent.asEmpty(resource.getMetadata().getLabels()).get(Labels.ALTERNATE));
  }

  /** How many tasks its workload keeps. */
  public int replicas() {
    return workload.map(Workload::replicas).map(r -> r.orElse(0)).orElse(0);
  }

  /** Whether neither a workload nor a task is left. */
  public boolean gone() {
    return workload.isEmpty() && tasks.isEmpty();
  }

  /** What its rollout has come to, as last written. */
  public Optional<EcsServiceDeploymentStatus> rolloutStatus() {
    return rollout.flatMap(r -> Optional.ofNullable(r.getStatus()));
  }
}
