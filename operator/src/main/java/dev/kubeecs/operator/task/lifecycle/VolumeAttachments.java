package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.Attachment;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;

/** The volumes that were configured at launch, as DescribeTasks shows them. */
final class VolumeAttachments {

  static final String TYPE = "AmazonElasticBlockStorage";

  private VolumeAttachments() {}

  /** Whether the Pod has volumes of its own, which are deleted with it. */
  static boolean ownedBy(Pod pod) {
    return Absent.asEmpty(pod.getSpec().getVolumes()).stream()
        .anyMatch(volume -> volume.getEphemeral() != null);
  }

  static List<Attachment> of(Observation seen, TaskState state) {
    Pod pod = seen.pod();
    if (pod == null) {
      return Absent.asEmpty(seen.before().attachments()).stream()
          .filter(attachment -> attachment.type().equals(TYPE))
          .map(attachment -> attachment.toBuilder().status(status(state)).build())
          .toList();
    }
    List<String> claimed =
        Absent.asEmpty(pod.getSpec().getVolumes()).stream()
            .filter(volume -> volume.getEphemeral() != null)
            .map(Volume::getName)
            .toList();
    return Absent.asEmpty(seen.definition().volumes()).stream()
        .map(dev.kubeecs.api.ecs.Volume::name)
        .filter(name -> claimed.contains(ObjectNames.volume(name)))
        .map(name -> attachment(seen.taskId(), name, state))
        .toList();
  }

  private static Attachment attachment(String taskId, String volume, TaskState state) {
    String id = Identifiers.containerId(taskId, "volume " + volume);
    return Attachment.builder()
        .id(id)
        .type(TYPE)
        .status(status(state))
        .details(
            List.of(
                detail("volumeName", volume),
                detail("volumeId", "vol-" + id.replace("-", "").substring(0, 17)),
                detail("deleteOnTermination", "true")))
        .build();
  }

  private static String status(TaskState state) {
    return switch (state) {
      case PROVISIONING -> "PRECREATED";
      case PENDING -> "ATTACHING";
      case ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING -> "ATTACHED";
      case STOPPED -> "DELETED";
    };
  }

  private static KeyValuePair detail(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }
}
