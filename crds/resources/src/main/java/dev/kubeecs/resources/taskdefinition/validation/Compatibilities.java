package dev.kubeecs.resources.taskdefinition.validation;

import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which launch types can run a task definition: {@code compatibilities} of its description. */
public final class Compatibilities {

  private Compatibilities() {}

  /** The launch types, in the order of the enumeration. */
  public static List<Compatibility> of(TaskDefinitionSpec definition) {
    Set<Compatibility> found = EnumSet.of(Compatibility.EC2);
    if (FargateRules.kept(definition)) {
      found.add(Compatibility.FARGATE);
    }
    if (definition.networkMode() != NetworkMode.AWSVPC) {
      found.add(Compatibility.EXTERNAL);
    }
    found.addAll(Absent.asEmpty(definition.requiresCompatibilities()));
    return List.copyOf(found);
  }
}
