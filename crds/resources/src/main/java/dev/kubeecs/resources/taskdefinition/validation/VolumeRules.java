package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.DockerVolumeConfiguration;
import dev.kubeecs.api.ecs.EFSVolumeConfiguration;
import dev.kubeecs.api.ecs.MountPoint;
import dev.kubeecs.api.ecs.Scope;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.api.ecs.VolumeFrom;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Volumes have unique names, and what is mounted exists. */
final class VolumeRules {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");

  private VolumeRules() {}

  static void check(TaskDefinitionSpec definition, Violations violations) {
    Set<String> volumes = volumes(definition, violations);
    List<ContainerDefinition> containers = containers(definition);
    Set<String> names =
        containers.stream().map(c -> String.valueOf(c.name())).collect(Collectors.toSet());
    for (int i = 0; i < containers.size(); i++) {
      ContainerDefinition container = containers.get(i);
      List<MountPoint> mountPoints = Absent.asEmpty(container.mountPoints());
      for (int m = 0; m < mountPoints.size(); m++) {
        String field = path(i, "mountPoints[" + m + "]");
        MountPoint mountPoint = mountPoints.get(m);
        violations.unless(
            mountPoint.sourceVolume() != null && volumes.contains(mountPoint.sourceVolume()),
            field + ".sourceVolume",
            "Unknown volume '%s'.",
            mountPoint.sourceVolume());
        violations.unless(
            mountPoint.containerPath() != null && !mountPoint.containerPath().isEmpty(),
            field + ".containerPath",
            "The containerPath of a mount point should not be null or empty.");
      }
      List<VolumeFrom> sources = Absent.asEmpty(container.volumesFrom());
      for (int v = 0; v < sources.size(); v++) {
        String source = sources.get(v).sourceContainer();
        violations.unless(
            source != null && names.contains(source) && !source.equals(container.name()),
            path(i, "volumesFrom[" + v + "].sourceContainer"),
            "Unknown container '%s'.",
            source);
      }
    }
  }

  private static void kind(Volume volume, String field, Violations violations) {
    long kinds =
        Stream.of(
                volume.dockerVolumeConfiguration(),
                volume.efsVolumeConfiguration(),
                volume.s3filesVolumeConfiguration(),
                volume.fsxWindowsFileServerVolumeConfiguration(),
                volume.host() == null ? null : volume.host().sourcePath(),
                Absent.or(volume.configuredAtLaunch(), false) ? true : null)
            .filter(Objects::nonNull)
            .count();
    violations.unless(
        kinds <= 1,
        field,
        "Only one volume type should be specified for the volume '%s'.",
        volume.name());
    EFSVolumeConfiguration efs = volume.efsVolumeConfiguration();
    violations.unless(
        efs == null
            || efs.authorizationConfig() == null
            || efs.authorizationConfig().accessPointId() == null
            || List.of("", "/").contains(Absent.or(efs.rootDirectory(), "")),
        field + ".efsVolumeConfiguration.rootDirectory",
        "The root directory must be omitted or / where an access point is given.");
    DockerVolumeConfiguration docker = volume.dockerVolumeConfiguration();
    violations.unless(
        docker == null
            || docker.scope() == Scope.SHARED
            || !Absent.or(docker.autoprovision(), false),
        field + ".dockerVolumeConfiguration.autoprovision",
        "autoprovision is for volumes of the scope shared only.");
  }

  private static Set<String> volumes(TaskDefinitionSpec definition, Violations violations) {
    Set<String> names = new HashSet<>();
    List<Volume> volumes = Absent.asEmpty(definition.volumes());
    for (int i = 0; i < volumes.size(); i++) {
      String name = volumes.get(i).name();
      String field = "volumes[" + i + "].name";
      violations.unless(
          name != null && NAME.matcher(name).matches(),
          field,
          "Volume name should not be empty and may have letters, numbers, hyphens and "
              + "underscores only.");
      violations.unless(
          name == null || names.add(name), field, "Volume name '%s' is not unique.", name);
      kind(volumes.get(i), "volumes[" + i + "]", violations);
    }
    return names;
  }
}
