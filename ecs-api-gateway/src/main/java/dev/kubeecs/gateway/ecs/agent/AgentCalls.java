package dev.kubeecs.gateway.ecs.agent;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.AttachmentStateChange;
import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.DiscoverPollEndpointRequest;
import dev.kubeecs.api.ecs.DiscoverPollEndpointResponse;
import dev.kubeecs.api.ecs.SubmitAttachmentStateChangesRequest;
import dev.kubeecs.api.ecs.SubmitAttachmentStateChangesResponse;
import dev.kubeecs.api.ecs.SubmitContainerStateChangeRequest;
import dev.kubeecs.api.ecs.SubmitContainerStateChangeResponse;
import dev.kubeecs.api.ecs.SubmitTaskStateChangeRequest;
import dev.kubeecs.api.ecs.SubmitTaskStateChangeResponse;
import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.ecs.task.Tasks;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** DiscoverPollEndpoint and the submissions of state changes. */
@Singleton
public final class AgentCalls implements Handlers {

  /** What AWS answers to a submission. */
  private static final String ACKNOWLEDGMENT = "ACK";

  private static final String ATTACHMENT = "attachment";

  private final Clusters clusters;
  private final Tasks tasks;

  AgentCalls(Clusters clusters, Tasks tasks) {
    this.clusters = clusters;
    this.tasks = tasks;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DiscoverPollEndpointRequest.class, this::discover)
        .on(SubmitTaskStateChangeRequest.class, this::submitTask)
        .on(SubmitContainerStateChangeRequest.class, this::submitContainer)
        .on(SubmitAttachmentStateChangesRequest.class, this::submitAttachments);
  }

  /** There is one endpoint for everything: the one that the caller has found already. */
  private DiscoverPollEndpointResponse discover(DiscoverPollEndpointRequest request, Call call) {
    String cluster = Clusters.name(request.cluster(), call.account());
    if (request.containerInstance() != null) {
      Identifier.parse(request.containerInstance(), "container-instance", call.account())
          .within(cluster);
    }
    return new DiscoverPollEndpointResponse(call.endpoint(), call.endpoint(), call.endpoint());
  }

  private SubmitTaskStateChangeResponse submitTask(
      SubmitTaskStateChangeRequest request, Call call) {
    String cluster = clusters.existing(call, request.cluster());
    EcsTask task = task(call, cluster, request.task());
    if (request.status() != null && !isState(request.status())) {
      throw invalidParameter("status: %s is no status of a task.", request.status());
    }
    asEmpty(request.containers()).forEach(change -> requireContainer(task, change.containerName()));
    asEmpty(request.managedAgents())
        .forEach(change -> requireContainer(task, change.containerName()));
    requireAttachments(List.of(task), request.attachments(), call);
    return new SubmitTaskStateChangeResponse(ACKNOWLEDGMENT);
  }

  private SubmitContainerStateChangeResponse submitContainer(
      SubmitContainerStateChangeRequest request, Call call) {
    String cluster = clusters.existing(call, request.cluster());
    EcsTask task = task(call, cluster, request.task());
    requireContainer(task, request.containerName());
    return new SubmitContainerStateChangeResponse(ACKNOWLEDGMENT);
  }

  private SubmitAttachmentStateChangesResponse submitAttachments(
      SubmitAttachmentStateChangesRequest request, Call call) {
    String cluster = clusters.existing(call, request.cluster());
    requireAttachments(tasks.in(call, cluster), request.attachments(), call);
    return new SubmitAttachmentStateChangesResponse(ACKNOWLEDGMENT);
  }

  private EcsTask task(Call call, String cluster, String reference) {
    if (reference == null) {
      throw invalidParameter("task must be specified.");
    }
    return tasks
        .find(call, cluster, tasks.id(call, cluster, reference))
        .orElseThrow(() -> invalidParameter("The referenced task was not found."));
  }

  /** Containers are known once the operator has told of the task. */
  private static void requireContainer(EcsTask task, String name) {
    List<Container> known = asEmpty(TaskFacts.status(task).containers());
    if (name == null || known.stream().noneMatch(container -> name.equals(container.name()))) {
      throw invalidParameter("containerName: the task has no container %s.", name);
    }
  }

  private static void requireAttachments(
      Collection<EcsTask> among, List<AttachmentStateChange> changes, Call call) {
    for (AttachmentStateChange change : asEmpty(changes)) {
      String id = attachmentId(change.attachmentArn(), call);
      boolean known =
          among.stream()
              .flatMap(task -> asEmpty(TaskFacts.status(task).attachments()).stream())
              .anyMatch(attachment -> id.equals(attachment.id()));
      if (!known) {
        throw invalidParameter("attachmentArn: no task has the attachment %s.", id);
      }
    }
  }

  private static String attachmentId(String text, Call call) {
    Arn arn =
        Arn.parse(text)
            .filter(a -> a.type().equals(ATTACHMENT))
            .orElseThrow(
                () -> invalidParameter("attachmentArn: %s is no ARN of an attachment.", text));
    Identifier.requireOwn(arn.account(), call.account());
    return arn.name();
  }

  private static boolean isState(String status) {
    return Arrays.stream(TaskState.values()).anyMatch(state -> state.name().equals(status));
  }
}
