package dev.kubeecs.operator.task.pod;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CPUArchitecture;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.PlacementStrategyType;
import dev.kubeecs.api.ecs.RuntimePlatform;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.placement.Expressions;
import dev.kubeecs.resources.placement.MemberOf;
import dev.kubeecs.resources.placement.SpreadField;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.validation.RequiredAttributes;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodAffinity;
import io.fabric8.kubernetes.api.model.PodAffinityBuilder;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodAntiAffinityBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which Nodes may run a task, and which of them shall. */
final class Placement {

  private static final String ONE_NODE = "kubernetes.io/hostname";
  private static final int MOST_WEIGHT = 100;

  private Placement() {}

  /** The capacity that is asked for, and the platform that the definition asks for. */
  static Map<String, String> nodeSelector(PodRequest request, TaskDefinitionSpec definition) {
    Map<String, String> labels = new TreeMap<>(request.capacity().nodeSelector());
    if (request.launchType() == LaunchType.EXTERNAL
        || request.launchType() == LaunchType.MANAGED_INSTANCES) {
      labels.put(Labels.LAUNCH_TYPE, request.launchType().toString());
    }
    if (RequiredAttributes.wantsUlimits(definition)) {
      labels.put(Labels.ATTRIBUTE + RequiredAttributes.ULIMITS, "");
    }
    RuntimePlatform platform = definition.runtimePlatform();
    if (platform != null && platform.cpuArchitecture() != null) {
      labels.put("kubernetes.io/arch", architecture(platform.cpuArchitecture()));
    }
    if (platform != null && platform.operatingSystemFamily() != null) {
      labels.put("kubernetes.io/os", "linux");
    }
    return labels;
  }

  private static String architecture(CPUArchitecture architecture) {
    return switch (architecture) {
      case X86_64 -> "amd64";
      case ARM64 -> "arm64";
    };
  }

  /** The cluster's own container instances, those that the constraints allow. */
  static Affinity affinity(PodRequest request, TaskDefinitionSpec definition) {
    return new AffinityBuilder()
        .withNodeAffinity(InstanceAffinity.of(request, expressions(request, definition)))
        .withPodAffinity(binpack(request))
        .withPodAntiAffinity(distinct(request))
        .build();
  }

  /** What the operator must know to mark the Nodes for which the expressions hold. */
  static Map<String, String> annotations(PodRequest request, TaskDefinitionSpec definition) {
    List<String> expressions = expressions(request, definition);
    return expressions.isEmpty()
        ? Map.of()
        : Map.of(MemberOf.EXPRESSIONS, Serialization.asJson(expressions));
  }

  private static List<String> expressions(PodRequest request, TaskDefinitionSpec definition) {
    return Expressions.of(request.placementConstraints(), definition.placementConstraints());
  }

  /** Spread, by the first strategy first as far as the scheduler's scores let it. */
  static List<TopologySpreadConstraint> spread(PodRequest request) {
    return asEmpty(request.placementStrategy()).stream()
        .filter(strategy -> strategy.type() == PlacementStrategyType.SPREAD)
        .map(strategy -> SpreadField.label(strategy.field()))
        .flatMap(Optional::stream)
        .distinct()
        .map(
            label ->
                new TopologySpreadConstraintBuilder()
                    .withMaxSkew(1)
                    .withTopologyKey(label)
                    .withWhenUnsatisfiable("ScheduleAnyway")
                    .withLabelSelector(group(request))
                    .build())
        .toList();
  }

  /** Kubernetes knows no fullest Node: one that has tasks of the cluster comes closest. */
  private static PodAffinity binpack(PodRequest request) {
    boolean asked =
        asEmpty(request.placementStrategy()).stream()
            .anyMatch(strategy -> strategy.type() == PlacementStrategyType.BINPACK);
    return !asked
        ? null
        : new PodAffinityBuilder()
            .addNewPreferredDuringSchedulingIgnoredDuringExecution()
            .withWeight(MOST_WEIGHT)
            .withNewPodAffinityTerm()
            .withTopologyKey(ONE_NODE)
            .withNewLabelSelector()
            .addToMatchLabels(Labels.CLUSTER, ObjectNames.cluster(request.clusterName()))
            .endLabelSelector()
            .endPodAffinityTerm()
            .endPreferredDuringSchedulingIgnoredDuringExecution()
            .build();
  }

  private static PodAntiAffinity distinct(PodRequest request) {
    return !Expressions.areDistinct(request.placementConstraints())
        ? null
        : new PodAntiAffinityBuilder()
            .addNewRequiredDuringSchedulingIgnoredDuringExecution()
            .withTopologyKey(ONE_NODE)
            .withLabelSelector(group(request))
            .endRequiredDuringSchedulingIgnoredDuringExecution()
            .build();
  }

  /** The tasks of its service, or of its group in the cluster. */
  private static LabelSelector group(PodRequest request) {
    String service = request.labels().get(Labels.SERVICE);
    LabelSelectorBuilder selector = new LabelSelectorBuilder();
    if (service != null) {
      return selector.addToMatchLabels(Labels.SERVICE, service).build();
    }
    return selector
        .addToMatchLabels(Labels.CLUSTER, ObjectNames.cluster(request.clusterName()))
        .addToMatchLabels(Labels.GROUP, request.labels().get(Labels.GROUP))
        .build();
  }
}
