package dev.kubeecs.resources.capacity;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ManagedScalingStatus;
import dev.kubeecs.api.ecs.ManagedTerminationProtection;
import dev.kubeecs.resources.capacity.EcsCapacityProviderSpec.DesiredCapacityProviderStatus;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Map;
import java.util.Set;

/** What is true of a capacity provider, whoever asks. */
public final class CapacityProviders {

  /** Fargate's capacity that may be taken away. */
  public static final String FARGATE_SPOT = "FARGATE_SPOT";

  /** Those that every account has. No resource stands for them, and no Node is set apart. */
  public static final Set<String> PREDEFINED = Set.of("FARGATE", FARGATE_SPOT);

  private CapacityProviders() {}

  /** Its ECS name. */
  public static String name(EcsCapacityProvider provider) {
    return or(provider.getSpec().name(), provider.getMetadata().getName());
  }

  /** Whether clusters, tasks and services may use it. */
  public static boolean isActive(EcsCapacityProvider provider) {
    return provider.getSpec().desiredStatus() != DesiredCapacityProviderStatus.INACTIVE
        && provider.getMetadata().getDeletionTimestamp() == null;
  }

  /** The labels of its Nodes: those that its manifest gives, or its name. */
  public static Map<String, String> nodeSelector(EcsCapacityProvider provider) {
    Map<String, String> given = asEmpty(provider.getSpec().nodeSelector());
    return given.isEmpty()
        ? Map.of(Labels.CAPACITY_PROVIDER, ObjectNames.nodeLabel(name(provider)))
        : given;
  }

  /** Whether a Node is capacity of it. */
  public static boolean has(EcsCapacityProvider provider, Node node) {
    return asEmpty(node.getMetadata().getLabels())
        .entrySet()
        .containsAll(nodeSelector(provider).entrySet());
  }

  /** Whether somebody adds Nodes when tasks need them. */
  public static boolean grows(EcsCapacityProvider provider) {
    EcsCapacityProviderSpec spec = provider.getSpec();
    return spec.managedInstancesProvider() != null
        || (spec.autoScalingGroupProvider() != null
            && spec.autoScalingGroupProvider().managedScaling() != null
            && spec.autoScalingGroupProvider().managedScaling().status()
                == ManagedScalingStatus.ENABLED);
  }

  /** Whether a Node must stay while a task runs on it. */
  public static boolean protectsTasks(EcsCapacityProvider provider) {
    return provider.getSpec().autoScalingGroupProvider() != null
        && provider.getSpec().autoScalingGroupProvider().managedTerminationProtection()
            == ManagedTerminationProtection.ENABLED;
  }
}
