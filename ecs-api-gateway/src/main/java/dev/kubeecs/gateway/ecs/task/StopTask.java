package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.StopTaskRequest;
import dev.kubeecs.api.ecs.StopTaskResponse;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.task.EcsTask;
import jakarta.inject.Singleton;

/** StopTask: the operator does the stopping. */
@Singleton
public final class StopTask implements Handlers {

  private static final int LONGEST_REASON = 1024;

  private final Clusters clusters;
  private final Tasks tasks;
  private final TaskStops stops;
  private final TaskQueries queries;

  StopTask(Clusters clusters, Tasks tasks, TaskStops stops, TaskQueries queries) {
    this.clusters = clusters;
    this.tasks = tasks;
    this.stops = stops;
    this.queries = queries;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(StopTaskRequest.class, this::stop);
  }

  private StopTaskResponse stop(StopTaskRequest request, Call call) {
    TaskRules.requireAtMost(LONGEST_REASON, "reason", request.reason());
    String cluster = clusters.existing(call, request.cluster());
    String id = tasks.id(call, cluster, request.task());
    EcsTask task = tasks.find(call, cluster, id).orElseThrow(StopTask::notFound);
    String reason = or(request.reason(), "Task stopped by user");
    EcsTask stopping =
        TaskFacts.desiredStatus(task) == DesiredStatus.STOPPED
            ? task
            : stops.stop(call, task, reason).orElseThrow(StopTask::notFound);
    return new StopTaskResponse(queries.view(call, stopping, true));
  }

  private static AwsException notFound() {
    return invalidParameter("The referenced task was not found.");
  }
}
