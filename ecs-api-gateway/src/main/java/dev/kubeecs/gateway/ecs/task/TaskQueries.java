package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DescribeTasksRequest;
import dev.kubeecs.api.ecs.DescribeTasksResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.ListTasksRequest;
import dev.kubeecs.api.ecs.ListTasksResponse;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.api.ecs.TaskField;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.task.EcsTask;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** DescribeTasks and ListTasks, from caches alone. */
@Singleton
public final class TaskQueries implements Handlers {

  private static final int MOST_DESCRIBED = 100;
  private static final int MOST_LISTED = 100;

  private final Clusters clusters;
  private final Tasks tasks;
  private final Services services;
  private final Revisions revisions;

  TaskQueries(Clusters clusters, Tasks tasks, Services services, Revisions revisions) {
    this.clusters = clusters;
    this.tasks = tasks;
    this.services = services;
    this.revisions = revisions;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeTasksRequest.class, this::describe)
        .on(ListTasksRequest.class, this::list);
  }

  /** The record of a task, with what its definition tells of it. */
  public Task view(Call call, EcsTask task, boolean withTags) {
    return TaskView.of(
        task,
        TaskFacts.definition(task)
            .filter(reference -> TaskFacts.daemon(task).isEmpty())
            .flatMap(reference -> revisions.find(call, reference)),
        call.account(),
        withTags);
  }

  private DescribeTasksResponse describe(DescribeTasksRequest request, Call call) {
    if (request.tasks().isEmpty()) {
      throw invalidParameter("Tasks cannot be empty.");
    }
    if (request.tasks().size() > MOST_DESCRIBED) {
      throw invalidParameter("tasks can have at most %d items.", MOST_DESCRIBED);
    }
    String cluster = clusters.existing(call, request.cluster());
    boolean withTags = asEmpty(request.include()).contains(TaskField.TAGS);
    List<Task> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String reference : new LinkedHashSet<>(request.tasks())) {
      String id = tasks.id(call, cluster, reference);
      Optional<EcsTask> task = tasks.find(call, cluster, id);
      task.ifPresentOrElse(
          present -> found.add(view(call, present, withTags)),
          () -> failures.add(missing(call.account().taskArn(cluster, id))));
    }
    return new DescribeTasksResponse(found, failures);
  }

  private ListTasksResponse list(ListTasksRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    String cluster = clusters.existing(call, request.cluster());
    if (request.serviceName() != null) {
      services.require(call, cluster, request.serviceName());
    }
    TaskFilter filter = TaskFilter.of(request, cluster, call.account());
    Page<EcsTask> page =
        paging.of(tasks.in(call, cluster).stream().filter(filter::matches).toList(), TaskFacts::id);
    return new ListTasksResponse(
        page.items().stream()
            .map(task -> call.account().taskArn(cluster, TaskFacts.id(task)))
            .toList(),
        page.nextToken());
  }

  private static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }
}
