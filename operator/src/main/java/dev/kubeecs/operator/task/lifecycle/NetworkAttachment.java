package dev.kubeecs.operator.task.lifecycle;

import dev.kubeecs.api.ecs.Attachment;
import dev.kubeecs.api.ecs.AwsVpcConfiguration;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The elastic network interface of an awsvpc task: the Pod's own address, with the identities that
 * ECS would give an interface, always the same for the same task.
 */
final class NetworkAttachment {

  private NetworkAttachment() {}

  static Optional<Attachment> of(Observation seen, TaskState state) {
    if (seen.definition().networkMode() != NetworkMode.AWSVPC) {
      return Optional.empty();
    }
    String id = seen.taskId();
    String address = address(seen);
    List<KeyValuePair> details = new ArrayList<>();
    subnet(seen.task().getSpec()).ifPresent(subnet -> details.add(detail("subnetId", subnet)));
    if (address != null) {
      details.add(detail("networkInterfaceId", "eni-" + end(id, 17)));
      details.add(detail("macAddress", macAddress(id)));
      details.add(detail("privateIPv4Address", address));
    }
    return Optional.of(
        Attachment.builder()
            .id(uuid(id))
            .type("ElasticNetworkInterface")
            .status(status(state, address))
            .details(details)
            .build());
  }

  private static String status(TaskState state, String address) {
    if (state == TaskState.STOPPED) {
      return "DELETED";
    }
    return address == null ? "PRECREATED" : "ATTACHED";
  }

  /** The address outlives the Pod in the status. */
  private static String address(Observation seen) {
    String address =
        seen.pod() == null || seen.pod().getStatus() == null
            ? null
            : seen.pod().getStatus().getPodIP();
    return address != null
        ? address
        : Absent.asEmpty(seen.before().attachments()).stream()
            .flatMap(attachment -> Absent.asEmpty(attachment.details()).stream())
            .filter(detail -> detail.name().equals("privateIPv4Address"))
            .map(KeyValuePair::value)
            .findFirst()
            .orElse(null);
  }

  private static Optional<String> subnet(EcsTaskSpec spec) {
    AwsVpcConfiguration configuration =
        spec.networkConfiguration() == null
            ? null
            : spec.networkConfiguration().awsvpcConfiguration();
    return configuration == null
        ? Optional.empty()
        : Absent.asEmpty(configuration.subnets()).stream().findFirst();
  }

  private static KeyValuePair detail(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }

  /** A task id is 32 hexadecimal digits, unless somebody named a task with kubectl. */
  private static String uuid(String taskId) {
    return Identifiers.uuid(taskId).toString();
  }

  private static String end(String taskId, int digits) {
    String hexadecimal = uuid(taskId).replace("-", "");
    return hexadecimal.substring(hexadecimal.length() - digits);
  }

  /** Locally administered, as those of interfaces in a VPC are. */
  private static String macAddress(String taskId) {
    return "0a:" + end(taskId, 10).replaceAll("(..)(?=.)", "$1:");
  }
}
