package dev.kubeecs.operator.task.start;

import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.operator.cluster.KnownClusters;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.task.lifecycle.LaunchTypes;
import dev.kubeecs.operator.task.pod.Capacity;
import dev.kubeecs.operator.task.pod.PodRequest;
import dev.kubeecs.operator.task.pod.PodRequestBuilder;
import dev.kubeecs.operator.task.start.Start.Later;
import dev.kubeecs.operator.task.start.Start.Never;
import dev.kubeecs.operator.task.start.Start.Now;
import dev.kubeecs.operator.taskdefinition.TaskDefinitions;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.capacity.CapacityProviderStrategies;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.placement.PlacementRules;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.validation.UnsupportedOfTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.validation.Compatibilities;
import dev.kubeecs.resources.taskdefinition.validation.LaunchVolumeRules;
import dev.kubeecs.resources.taskdefinition.validation.OverrideValidation;
import dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation;
import dev.kubeecs.resources.taskdefinition.validation.Unsupported;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import dev.kubeecs.resources.volume.LaunchVolumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides whether a task can start. */
public final class Starts {

  private Starts() {}

  /** Now, later or never, for a task that no service runs. */
  public static Start of(EcsTaskSpec task, Surroundings surroundings) {
    String clusterName = Absent.or(task.cluster(), "default");
    if (surroundings.cluster().filter(KnownClusters::isActive).isEmpty()) {
      return new Later(Reason.NotFound, "cluster: there is no ACTIVE cluster " + clusterName + ".");
    }
    if (surroundings.revision().isEmpty()) {
      return new Later(
          Reason.NotFound,
          "taskDefinition: there is no ACTIVE revision " + task.taskDefinition() + ".");
    }
    Optional<String> lacking = lackingCapacity(task, surroundings);
    if (lacking.isPresent()) {
      return new Later(
          Reason.NotFound,
          "capacityProviderStrategy: the cluster %s has no ACTIVE capacity provider %s."
              .formatted(clusterName, lacking.get()));
    }
    if (task.containerInstance() != null && surroundings.nodeName().isEmpty()) {
      return new Later(
          Reason.NotFound, "containerInstance: there is no Node " + task.containerInstance() + ".");
    }
    TaskDefinitionRevision revision = surroundings.revision().get();
    if (!TaskDefinitions.isActive(revision)) {
      return new Never(
          Reason.Inactive, "taskDefinition: " + task.taskDefinition() + " is INACTIVE.");
    }
    return checked(task, revision.getSpec().taskDefinition(), request(task, surroundings));
  }

  private static Optional<String> lackingCapacity(EcsTaskSpec task, Surroundings surroundings) {
    List<String> associated =
        Absent.asEmpty(surroundings.cluster().orElseThrow().getSpec().capacityProviders());
    return CapacityProviderStrategies.first(task.capacityProviderStrategy())
        .filter(name -> !CapacityProviders.PREDEFINED.contains(name))
        .filter(name -> surroundings.capacityProvider().isEmpty() || !associated.contains(name));
  }

  private static Start checked(
      EcsTaskSpec task, TaskDefinitionSpec definition, PodRequest request) {
    List<String> unsupported = new ArrayList<>(UnsupportedOfTask.fields(task));
    unsupported.addAll(Unsupported.fields(definition));
    unsupported.addAll(TaskLimits.unsupported(definition, request.settings()));
    if (!unsupported.isEmpty()) {
      return new Never(
          Reason.Unsupported, "kube-ecs cannot honour " + String.join(", ", unsupported) + ".");
    }
    LaunchType launchType = LaunchTypes.of(task);
    if (launchType == LaunchType.FARGATE
        && !Compatibilities.of(definition).contains(Compatibility.FARGATE)) {
      return new Never(
          Reason.Invalid, "launchType: Task definition does not support launch_type FARGATE.");
    }
    String violations =
        Stream.of(
                TaskDefinitionValidation.violations(definition),
                OverrideValidation.violations(definition, task.overrides(), launchType),
                LaunchVolumeRules.violations(
                    definition, LaunchVolumes.ofTask(task.volumeConfigurations())),
                PlacementRules.violations(task.placementConstraints(), task.placementStrategy()))
            .flatMap(List::stream)
            .map(Violation::toString)
            .collect(Collectors.joining("; "));

    return violations.isEmpty() ? new Now(request) : new Never(Reason.Invalid, violations);
  }

  private static String group(EcsTaskSpec task, Surroundings surroundings) {
    return Absent.or(
        task.group(), "family:" + surroundings.revision().orElseThrow().getSpec().family());
  }

  private static PodRequest request(EcsTaskSpec task, Surroundings surroundings) {
    return PodRequestBuilder.builder()
        .account(surroundings.account())
        .clusterName(Absent.or(task.cluster(), "default"))
        .cluster(surroundings.cluster().orElseThrow().getSpec())
        .revision(surroundings.revision().orElseThrow().getSpec())
        .launchType(LaunchTypes.of(task))
        .networkConfiguration(task.networkConfiguration())
        .overrides(task.overrides())
        .volumes(LaunchVolumes.ofTask(task.volumeConfigurations()))
        .placementConstraints(task.placementConstraints())
        .placementStrategy(task.placementStrategy())
        .labels(Map.of(Labels.GROUP, ObjectNames.group(group(task, surroundings))))
        .capacity(surroundings.capacityProvider().map(Capacity::of).orElse(Capacity.ANY))
        .nodeName(surroundings.nodeName().orElse(null))
        .settings(surroundings.settings())
        .build();
  }
}
