package dev.kubeecs.gateway.ecs.executecommand;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ClusterConfiguration;
import dev.kubeecs.api.ecs.Connectivity;
import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.ExecuteCommandConfiguration;
import dev.kubeecs.api.ecs.ExecuteCommandLogging;
import dev.kubeecs.api.ecs.ExecuteCommandRequest;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import java.util.List;

/** What ExecuteCommand demands, in AWS's words where they are known. */
final class ExecuteCommandRules {

  private static final String RUNNING = "RUNNING";

  /** The token, which holds the command, must fit into a frame of a websocket. */
  private static final int LONGEST_COMMAND = 8192;

  private ExecuteCommandRules() {}

  /** The words of the command. */
  static List<String> command(ExecuteCommandRequest request) {
    if (!request.interactive()) {
      throw invalidParameter("Interactive is the only mode supported currently.");
    }
    if (request.command().length() > LONGEST_COMMAND) {
      throw invalidParameter("command can have at most %d characters.", LONGEST_COMMAND);
    }
    return CommandLine.split(request.command())
        .filter(words -> !words.isEmpty())
        .orElseThrow(
            () ->
                invalidParameter(
                    "command must be words, with every quote closed; it is empty "
                        + "or ends within quotes."));
  }

  /**
   * Refuses what a cluster asks of its sessions and cannot have. CreateCluster refuses it too, so
   * that only a manifest can have asked.
   */
  static void requireHonoured(EcsCluster cluster) {
    ClusterConfiguration configuration = cluster.getSpec().configuration();
    ExecuteCommandConfiguration sessions =
        configuration == null ? null : configuration.executeCommandConfiguration();
    if (sessions == null) {
      return;
    }
    boolean logged =
        sessions.logging() == ExecuteCommandLogging.OVERRIDE || sessions.logConfiguration() != null;
    if (logged || sessions.kmsKeyId() != null) {
      throw invalidParameter(
          "kube-ecs cannot honour this of the cluster's executeCommandConfiguration yet: %s.",
          logged ? "logging to a log configuration of its own" : "kmsKeyId");
    }
  }

  /**
   * The container to run in.
   *
   * @param name as asked for; null for the only one
   */
  static Container container(EcsTask task, String name) {
    if (!or(task.getSpec().enableExecuteCommand(), false)
        || TaskFacts.lastStatus(task) != TaskState.RUNNING
        || TaskFacts.desiredStatus(task) != DesiredStatus.RUNNING) {
      throw notEnabled();
    }
    Container container = chosen(asEmpty(TaskFacts.status(task).containers()), name);
    if (!RUNNING.equals(container.lastStatus())) {
      throw notEnabled();
    }
    if (TaskFacts.status(task).connectivity() == Connectivity.DISCONNECTED) {
      throw new AwsException(
          "TargetNotConnectedException",
          "The execute command failed due to an internal error. Try again later.");
    }
    return container;
  }

  private static Container chosen(List<Container> containers, String name) {
    List<String> names = containers.stream().map(Container::name).toList();
    if (name == null || name.isEmpty()) {
      if (containers.size() != 1) {
        throw invalidParameter(
            "A container name must be specified for a task that has several containers: %s.",
            String.join(", ", names));
      }
      return containers.getFirst();
    }
    return containers.stream()
        .filter(container -> name.equals(container.name()))
        .findFirst()
        .orElseThrow(
            () ->
                invalidParameter(
                    "The container %s was not found in the task, which has: %s.",
                    name, String.join(", ", names)));
  }

  private static AwsException notEnabled() {
    return invalidParameter(
        "The execute command failed because execute command was not enabled when the task was run "
            + "or the execute command agent isn’t running. Wait and try again or run a new task "
            + "with execute command enabled and try again.");
  }
}
