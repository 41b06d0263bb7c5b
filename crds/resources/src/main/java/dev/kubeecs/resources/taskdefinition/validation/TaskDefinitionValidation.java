package dev.kubeecs.resources.taskdefinition.validation;

import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.placement.PlacementRules;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.stream.Stream;

/** Whether ECS would register a task definition. */
public final class TaskDefinitionValidation {

  private TaskDefinitionValidation() {}

  /** Every rule that is broken, the most telling first; empty if ECS would register it. */
  public static List<Violation> violations(TaskDefinitionSpec definition) {
    Violations violations = new Violations();
    ContainerRules.check(definition, violations);
    if (Absent.asEmpty(definition.requiresCompatibilities()).contains(Compatibility.FARGATE)) {
      FargateRules.check(definition, violations);
    } else {
      SizeRules.checkMemoryIsGiven(definition, violations);
    }
    SizeRules.check(definition, violations);
    NetworkRules.check(definition, violations);
    VolumeRules.check(definition, violations);
    SecretRules.check(definition, violations);
    SystemControlRules.check(definition, violations);
    DependencyRules.check(definition, violations);
    LogRules.check(definition, violations);
    return Stream.concat(
            violations.all().stream(),
            PlacementRules.violations(definition.placementConstraints()).stream())
        .toList();
  }

  static List<ContainerDefinition> containers(TaskDefinitionSpec definition) {
    return Absent.asEmpty(definition.containerDefinitions());
  }

  static String path(int container, String member) {
    return "containerDefinitions[" + container + "]." + member;
  }
}
