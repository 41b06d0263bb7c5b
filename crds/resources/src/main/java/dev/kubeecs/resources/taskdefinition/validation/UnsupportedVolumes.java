package dev.kubeecs.resources.taskdefinition.validation;

import dev.kubeecs.api.ecs.DockerVolumeConfiguration;
import dev.kubeecs.api.ecs.TaskManagedEBSVolumeConfiguration;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What of volumes cannot be honoured, and what to do instead. */
public final class UnsupportedVolumes {

  private static final String STORAGE_CLASS =
      "the StorageClass decides: name one that does by volumeType";

  private final List<String> fields = new ArrayList<>();

  private UnsupportedVolumes() {}

  static List<String> of(TaskDefinitionSpec definition) {
    UnsupportedVolumes unsupported = new UnsupportedVolumes();
    List<Volume> volumes = Absent.asEmpty(definition.volumes());
    for (int i = 0; i < volumes.size(); i++) {
      String path = "volumes[" + i + "].";
      unsupported.when(
          volumes.get(i).fsxWindowsFileServerVolumeConfiguration() != null,
          path + "fsxWindowsFileServerVolumeConfiguration",
          "no Node mounts SMB by itself: use efsVolumeConfiguration, whose claim may be of an SMB"
              + " driver");
      unsupported.docker(
          volumes.get(i).dockerVolumeConfiguration(), path + "dockerVolumeConfiguration.");
    }
    return List.copyOf(unsupported.fields);
  }

  /** Paths of the members of volumes configured at launch that cannot be honoured, and why. */
  public static List<String> of(Map<String, TaskManagedEBSVolumeConfiguration> configured) {
    UnsupportedVolumes unsupported = new UnsupportedVolumes();
    configured.values().forEach(unsupported::launch);
    return List.copyOf(unsupported.fields);
  }

  private void docker(DockerVolumeConfiguration docker, String path) {
    if (docker != null) {
      when(
          !Absent.or(docker.driver(), "local").equals("local"),
          path + "driver",
          "there are no Docker plugins: use efsVolumeConfiguration with a claim of any CSI driver");
      when(
          !Absent.asEmpty(docker.driverOpts()).isEmpty(),
          path + "driverOpts",
          "there is no Docker: use efsVolumeConfiguration for NFS, linuxParameters.tmpfs for"
              + " memory");
      when(
          !Absent.asEmpty(docker.labels()).isEmpty(), path + "labels", "a directory has no labels");
    }
  }

  private void launch(TaskManagedEBSVolumeConfiguration volume) {
    String path = "volumeConfigurations.managedEBSVolume.";
    when(Absent.or(volume.encrypted(), false), path + "encrypted", STORAGE_CLASS);
    when(volume.kmsKeyId() != null, path + "kmsKeyId", STORAGE_CLASS);
    when(volume.iops() != null, path + "iops", STORAGE_CLASS);
    when(volume.throughput() != null, path + "throughput", STORAGE_CLASS);
    when(volume.filesystemType() != null, path + "filesystemType", STORAGE_CLASS);
    when(
        volume.volumeInitializationRate() != null,
        path + "volumeInitializationRate",
        STORAGE_CLASS);
    when(
        !Absent.asEmpty(volume.tagSpecifications()).isEmpty(),
        path + "tagSpecifications",
        STORAGE_CLASS);
    when(
        volume.sizeInGiB() == null,
        path + "snapshotId",
        "a claim needs a size: give sizeInGiB too");
    when(
        volume.terminationPolicy() != null
            && !Absent.or(volume.terminationPolicy().deleteOnTermination(), true),
        path + "terminationPolicy.deleteOnTermination",
        "the volume is the task's own and goes with it: use efsVolumeConfiguration for what stays");
  }

  private void when(boolean unsupported, String path, String instead) {
    if (unsupported) {
      fields.add(path + " (" + instead + ")");
    }
  }
}
