package dev.kubeecs.resources.volume;

import dev.kubeecs.api.ecs.EFSVolumeConfiguration;
import dev.kubeecs.api.ecs.S3FilesVolumeConfiguration;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.resources.naming.ObjectNames;
import java.util.Optional;

/**
 * A file system that outlives tasks and is shared by them: EFS or S3 Files. Here it is a
 * PersistentVolumeClaim of the account's namespace, whose storage the cluster's administrator
 * chooses: NFS, the EFS driver, any that many Nodes can mount.
 *
 * @param claim name of the PersistentVolumeClaim
 * @param directory the one that is mounted; empty for the root
 */
public record FileSystem(String claim, Optional<String> directory) {

  /** The file system that a volume is, if it is one. */
  public static Optional<FileSystem> of(Volume volume) {
    if (volume.efsVolumeConfiguration() != null) {
      return Optional.of(of(volume.efsVolumeConfiguration()));
    }
    return Optional.ofNullable(volume.s3filesVolumeConfiguration()).map(FileSystem::of);
  }

  private static FileSystem of(EFSVolumeConfiguration efs) {
    String accessPoint =
        efs.authorizationConfig() == null ? null : efs.authorizationConfig().accessPointId();
    return new FileSystem(
        ObjectNames.fileSystem("efs", efs.fileSystemId(), accessPoint),
        directory(efs.rootDirectory()));
  }

  private static FileSystem of(S3FilesVolumeConfiguration s3) {
    return new FileSystem(
        ObjectNames.fileSystem("s3files", id(s3.fileSystemArn()), id(s3.accessPointArn())),
        directory(s3.rootDirectory()));
  }

  private static String id(String arn) {
    return arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static Optional<String> directory(String root) {
    return Optional.ofNullable(root)
        .map(path -> path.replaceAll("^/+|/+$", ""))
        .filter(path -> !path.isEmpty());
  }
}
