package dev.kubeecs.operator.task.pod.volume;

import dev.kubeecs.api.ecs.DockerVolumeConfiguration;
import dev.kubeecs.api.ecs.Scope;
import dev.kubeecs.api.ecs.TaskManagedEBSVolumeConfiguration;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.volume.FileSystem;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplateBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The volumes of a Pod. */
public final class TaskVolumes {

  /** Where a Node keeps the shared volumes of an account, as Docker does on an instance. */
  private static final String SHARED = "/var/lib/kube-ecs/volumes/";

  private TaskVolumes() {}

  /**
   * The volumes of a definition.
   *
   * @param configured at launch, by the name of the volume
   */
  public static List<io.fabric8.kubernetes.api.model.Volume> of(
      TaskDefinitionSpec definition,
      Account account,
      Map<String, TaskManagedEBSVolumeConfiguration> configured) {
    return Stream.concat(
            Absent.asEmpty(definition.volumes()).stream()
                .map(volume -> volume(volume, account, configured)),
            definition.containerDefinitions().stream().flatMap(MemoryVolumes::of))
        .toList();
  }

  private static io.fabric8.kubernetes.api.model.Volume volume(
      Volume volume, Account account, Map<String, TaskManagedEBSVolumeConfiguration> configured) {
    VolumeBuilder built = new VolumeBuilder().withName(ObjectNames.volume(volume.name()));
    Optional<FileSystem> fileSystem = FileSystem.of(volume);
    if (volume.host() != null && volume.host().sourcePath() != null) {
      // Without a type the container runtime makes the directory if there is none, as Docker does.
      return built.withNewHostPath(volume.host().sourcePath(), null).build();
    }
    if (isShared(volume.dockerVolumeConfiguration())) {
      boolean make = Absent.or(volume.dockerVolumeConfiguration().autoprovision(), false);
      return built
          .withNewHostPath(
              SHARED + account.id() + "." + account.region() + "/" + volume.name(),
              make ? "DirectoryOrCreate" : "Directory")
          .build();
    }
    if (fileSystem.isPresent()) {
      return built.withNewPersistentVolumeClaim(fileSystem.get().claim(), null).build();
    }
    if (configured.containsKey(volume.name())) {
      return built
          .withNewEphemeral()
          .withVolumeClaimTemplate(claim(configured.get(volume.name())))
          .endEphemeral()
          .build();
    }
    return built.withNewEmptyDir().endEmptyDir().build();
  }

  private static boolean isShared(DockerVolumeConfiguration docker) {
    return docker != null && docker.scope() == Scope.SHARED;
  }

  /** Made with the Pod and removed with it. */
  private static PersistentVolumeClaimTemplate claim(TaskManagedEBSVolumeConfiguration wanted) {
    PersistentVolumeClaimTemplateBuilder claim =
        new PersistentVolumeClaimTemplateBuilder()
            .withNewSpec()
            .withAccessModes("ReadWriteOnce")
            .withStorageClassName(wanted.volumeType())
            .withNewResources()
            .addToRequests("storage", new Quantity(wanted.sizeInGiB() + "Gi"))
            .endResources()
            .endSpec();
    return wanted.snapshotId() == null
        ? claim.build()
        : claim
            .editSpec()
            .withNewDataSource("snapshot.storage.k8s.io", "VolumeSnapshot", wanted.snapshotId())
            .endSpec()
            .build();
  }
}
