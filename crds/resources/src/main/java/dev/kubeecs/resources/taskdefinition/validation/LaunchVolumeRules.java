package dev.kubeecs.resources.taskdefinition.validation;

import dev.kubeecs.api.ecs.TaskManagedEBSVolumeConfiguration;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A launch configures the volumes that the task definition leaves to it, and no others. */
public final class LaunchVolumeRules {

  private LaunchVolumeRules() {}

  /**
   * Every rule that is broken.
   *
   * @param configured volumes by the name that the launch gives
   */
  public static List<Violation> violations(
      TaskDefinitionSpec definition, Map<String, TaskManagedEBSVolumeConfiguration> configured) {
    Violations violations = new Violations();
    Set<String> expected =
        Absent.asEmpty(definition.volumes()).stream()
            .filter(volume -> Absent.or(volume.configuredAtLaunch(), false))
            .map(Volume::name)
            .collect(Collectors.toSet());
    for (String name : configured.keySet()) {
      violations.unless(
          expected.contains(name),
          "volumeConfigurations",
          "The task definition has no volume '%s' with configuredAtLaunch.",
          name);
    }
    for (String name : expected) {
      violations.unless(
          configured.containsKey(name),
          "volumeConfigurations",
          "The volume '%s' of the task definition is configured at launch: give it a "
              + "managedEBSVolume.",
          name);
    }
    return violations.all();
  }
}
