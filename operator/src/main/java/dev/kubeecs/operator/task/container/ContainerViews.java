package dev.kubeecs.operator.task.container;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.HealthStatus;
import dev.kubeecs.api.ecs.NetworkInterface;
import dev.kubeecs.operator.task.container.ContainerState.Ended;
import dev.kubeecs.operator.task.container.ContainerState.Failing;
import dev.kubeecs.operator.task.container.ContainerState.Pending;
import dev.kubeecs.operator.task.container.ContainerState.Running;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Identifiers;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** The containers of a task as DescribeTasks shows them. */
public final class ContainerViews {

  private ContainerViews() {}

  /**
   * A container.
   *
   * @param task what all containers of the task share
   * @param ended whether the task's containers have all ended, even one that nobody saw end
   */
  public static Container of(
      ObservedContainer container, HealthStatus health, TaskOfContainer task, boolean ended) {
    ContainerDefinition definition = container.definition();
    Container.Builder view =
        Container.builder()
            .containerArn(
                task.account()
                    .containerArn(
                        task.clusterName(),
                        task.taskId(),
                        Identifiers.containerId(task.taskId(), definition.name())))
            .taskArn(task.account().taskArn(task.clusterName(), task.taskId()))
            .name(definition.name())
            .image(definition.image())
            .imageDigest(digest(container).orElse(null))
            .runtimeId(runtimeId(container).orElse(null))
            .healthStatus(health)
            .cpu(String.valueOf(Absent.or(definition.cpu(), 0)))
            .memory(text(definition.memory()))
            .memoryReservation(text(definition.memoryReservation()))
            .networkBindings(NetworkBindings.of(container, task.networkMode(), task.pod()))
            .networkInterfaces(networkInterfaces(task));
    switch (container.state()) {
      case Pending pending -> view.lastStatus(ended ? "STOPPED" : "PENDING");
      case Failing failing ->
          view.lastStatus(ended ? "STOPPED" : "PENDING").reason(failing.reason());
      case Running running -> view.lastStatus(ended ? "STOPPED" : "RUNNING");
      case Ended end ->
          view.lastStatus("STOPPED")
              .exitCode(end.exitCode().orElse(null))
              .reason(end.reason().orElse(null));
    }
    return view.build();
  }

  /** {@code docker.io/library/nginx@sha256:…} */
  private static Optional<String> digest(ObservedContainer container) {
    return Optional.ofNullable(container.status())
        .map(status -> status.getImageID())
        .filter(id -> id.contains("sha256:"))
        .map(id -> id.substring(id.indexOf("sha256:")));
  }

  /** {@code containerd://…} */
  private static Optional<String> runtimeId(ObservedContainer container) {
    return Optional.ofNullable(container.status())
        .map(status -> status.getContainerID())
        .map(id -> id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3));
  }

  private static List<NetworkInterface> networkInterfaces(TaskOfContainer task) {
    String address = address(task.pod());
    return task.attachmentId() == null || address == null
        ? List.of()
        : List.of(
            NetworkInterface.builder()
                .attachmentId(task.attachmentId())
                .privateIpv4Address(address)
                .build());
  }

  private static String address(Pod pod) {
    return pod == null || pod.getStatus() == null ? null : pod.getStatus().getPodIP();
  }

  private static String text(Integer number) {
    return number == null ? null : number.toString();
  }
}
