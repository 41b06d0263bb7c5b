package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.Absent;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import io.fabric8.kubernetes.api.model.ContainerRestartRuleBuilder;
import java.util.List;

/** Whether the kubelet starts a container again that has exited. */
public final class Restarts {

  private Restarts() {}

  /** Whether the container has a restart policy that is switched on. */
  public static boolean isOn(ContainerDefinition definition) {
    return definition.restartPolicy() != null
        && Absent.or(definition.restartPolicy().enabled(), false);
  }

  /** Always without exceptions; Never where the rules, or nothing, say otherwise. */
  static String policy(ContainerDefinition definition) {
    return isOn(definition) && ignoredExitCodes(definition).isEmpty() ? "Always" : "Never";
  }

  static List<ContainerRestartRule> rules(ContainerDefinition definition) {
    List<Integer> ignored = ignoredExitCodes(definition);
    return !isOn(definition) || ignored.isEmpty()
        ? List.of()
        : List.of(
            new ContainerRestartRuleBuilder()
                .withAction("Restart")
                .withNewExitCodes()
                .withOperator("NotIn")
                .withValues(ignored)
                .endExitCodes()
                .build());
  }

  private static List<Integer> ignoredExitCodes(ContainerDefinition definition) {
    return definition.restartPolicy() == null
        ? List.of()
        : Absent.asEmpty(definition.restartPolicy().ignoredExitCodes());
  }
}
