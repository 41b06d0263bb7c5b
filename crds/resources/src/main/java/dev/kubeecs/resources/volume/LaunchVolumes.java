package dev.kubeecs.resources.volume;

import dev.kubeecs.api.ecs.ServiceManagedEBSVolumeConfiguration;
import dev.kubeecs.api.ecs.ServiceVolumeConfiguration;
import dev.kubeecs.api.ecs.TaskManagedEBSVolumeConfiguration;
import dev.kubeecs.api.ecs.TaskVolumeConfiguration;
import dev.kubeecs.resources.Absent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Volumes that are configured at launch, by their name in the task definition. */
public final class LaunchVolumes {

  private LaunchVolumes() {}

  /** Those of a task; null is none. */
  public static Map<String, TaskManagedEBSVolumeConfiguration> ofTask(
      List<TaskVolumeConfiguration> configurations) {
    Map<String, TaskManagedEBSVolumeConfiguration> volumes = new LinkedHashMap<>();
    for (TaskVolumeConfiguration configuration : Absent.asEmpty(configurations)) {
      if (configuration.managedEBSVolume() != null) {
        volumes.put(configuration.name(), configuration.managedEBSVolume());
      }
    }
    return volumes;
  }

  /** Those of the tasks of a service; null is none. They are always deleted with their task. */
  public static Map<String, TaskManagedEBSVolumeConfiguration> ofService(
      List<ServiceVolumeConfiguration> configurations) {
    Map<String, TaskManagedEBSVolumeConfiguration> volumes = new LinkedHashMap<>();
    for (ServiceVolumeConfiguration configuration : Absent.asEmpty(configurations)) {
      if (configuration.managedEBSVolume() != null) {
        volumes.put(configuration.name(), asOfTask(configuration.managedEBSVolume()));
      }
    }
    return volumes;
  }

  private static TaskManagedEBSVolumeConfiguration asOfTask(
      ServiceManagedEBSVolumeConfiguration volume) {
    return TaskManagedEBSVolumeConfiguration.builder()
        .encrypted(volume.encrypted())
        .kmsKeyId(volume.kmsKeyId())
        .volumeType(volume.volumeType())
        .sizeInGiB(volume.sizeInGiB())
        .snapshotId(volume.snapshotId())
        .volumeInitializationRate(volume.volumeInitializationRate())
        .iops(volume.iops())
        .throughput(volume.throughput())
        .tagSpecifications(volume.tagSpecifications())
        .roleArn(volume.roleArn())
        .filesystemType(volume.filesystemType())
        .build();
  }
}
