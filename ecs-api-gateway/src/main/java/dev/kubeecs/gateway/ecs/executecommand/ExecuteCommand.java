package dev.kubeecs.gateway.ecs.executecommand;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ExecuteCommandRequest;
import dev.kubeecs.api.ecs.ExecuteCommandResponse;
import dev.kubeecs.api.ecs.Session;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.ecs.task.Tasks;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.task.EcsTask;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** ExecuteCommand: answers where the session is and the token that opens it, once. */
@Singleton
public final class ExecuteCommand implements Handlers {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;

  /** Digits of a session's id, as at AWS. */
  private static final int ID_DIGITS = 17;

  private final Clusters clusters;
  private final Tasks tasks;
  private final Tickets tickets;
  private final Optional<String> endpoint;

  ExecuteCommand(
      Clusters clusters, Tasks tasks, Tickets tickets, GatewayConfiguration configuration) {
    this.clusters = clusters;
    this.tasks = tasks;
    this.tickets = tickets;
    this.endpoint = configuration.sessionEndpoint();
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(ExecuteCommandRequest.class, this::execute);
  }

  private ExecuteCommandResponse execute(ExecuteCommandRequest request, Call call) {
    List<String> command = ExecuteCommandRules.command(request);
    EcsCluster resource = clusters.existingResource(call, request.cluster());
    ExecuteCommandRules.requireHonoured(resource);
    String cluster = ClusterFacts.name(resource);
    String id = tasks.id(call, cluster, request.task());
    EcsTask task =
        tasks
            .find(call, cluster, id)
            .orElseThrow(() -> invalidParameter("The referenced task was not found."));
    Container container = ExecuteCommandRules.container(task, request.container());
    Ticket ticket =
        new Ticket(
            "ecs-execute-command-" + random(ID_DIGITS),
            call.namespace(),
            id,
            or(TaskFacts.status(task).podName(), id),
            ObjectNames.container(container.name()),
            command,
            call.requestId(),
            call.caller().accessKeyId(),
            random(2 * SECRET_BYTES));
    tickets.issue(ticket, task);
    return ExecuteCommandResponse.builder()
        .clusterArn(call.account().clusterArn(cluster))
        .taskArn(call.account().taskArn(cluster, id))
        .containerArn(container.containerArn())
        .containerName(container.name())
        .interactive(true)
        .session(
            Session.builder()
                .sessionId(ticket.sessionId())
                .streamUrl(StreamUrl.of(call.endpoint(), endpoint, ticket.sessionId()))
                .tokenValue(ticket.token())
                .build())
        .build();
  }

  private static String random(int digits) {
    byte[] bytes = new byte[(digits + 1) / 2];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, digits);
  }
}
