package dev.kubeecs.gateway.ecs.taskset;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeleteTaskSetRequest;
import dev.kubeecs.api.ecs.DeleteTaskSetResponse;
import dev.kubeecs.api.ecs.DescribeTaskSetsRequest;
import dev.kubeecs.api.ecs.DescribeTaskSetsResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.api.ecs.TaskSet;
import dev.kubeecs.api.ecs.TaskSetField;
import dev.kubeecs.api.ecs.UpdateServicePrimaryTaskSetRequest;
import dev.kubeecs.api.ecs.UpdateServicePrimaryTaskSetResponse;
import dev.kubeecs.api.ecs.UpdateTaskSetRequest;
import dev.kubeecs.api.ecs.UpdateTaskSetResponse;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.NewTaskSet;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.ecs.service.TaskSetView;
import dev.kubeecs.gateway.ecs.service.TaskSets;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.EcsTaskSetSpec;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** DescribeTaskSets, UpdateTaskSet, UpdateServicePrimaryTaskSet and DeleteTaskSet. */
@Singleton
public final class TaskSetOperations implements Handlers {

  private final Clusters clusters;
  private final Services services;
  private final TaskSets taskSets;

  TaskSetOperations(Clusters clusters, Services services, TaskSets taskSets) {
    this.clusters = clusters;
    this.services = services;
    this.taskSets = taskSets;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeTaskSetsRequest.class, this::describe)
        .on(UpdateTaskSetRequest.class, this::update)
        .on(UpdateServicePrimaryTaskSetRequest.class, this::updatePrimary)
        .on(DeleteTaskSetRequest.class, this::delete);
  }

  private DescribeTaskSetsResponse describe(DescribeTaskSetsRequest request, Call call) {
    EcsService service = service(call, request.cluster(), request.service());
    boolean withTags = asEmpty(request.include()).contains(TaskSetField.TAGS);
    if (asEmpty(request.taskSets()).isEmpty()) {
      return new DescribeTaskSetsResponse(
          taskSets.of(service).stream().map(t -> view(call, service, t, withTags)).toList(),
          List.of());
    }
    List<TaskSet> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String reference : new LinkedHashSet<>(request.taskSets())) {
      taskSets
          .find(call, service, reference)
          .ifPresentOrElse(
              t -> found.add(view(call, service, t, withTags)),
              () -> failures.add(missing(call, service, reference)));
    }
    return new DescribeTaskSetsResponse(found, failures);
  }

  private UpdateTaskSetResponse update(UpdateTaskSetRequest request, Call call) {
    EcsService service = service(call, request.cluster(), request.service());
    EcsTaskSet taskSet = require(call, service, request.taskSet());
    TaskSetRules.requireActive(taskSet);
    Scale scale = NewTaskSet.scale(request.scale());
    EcsTaskSet updated = edit(taskSet, spec -> spec.withScale(scale));
    return new UpdateTaskSetResponse(view(call, service, updated, true));
  }

  /**
   * The new one first: of two that claim to be PRIMARY the younger is, and no moment is without.
   */
  private UpdateServicePrimaryTaskSetResponse updatePrimary(
      UpdateServicePrimaryTaskSetRequest request, Call call) {
    EcsService service = service(call, request.cluster(), request.service());
    EcsTaskSet taskSet = require(call, service, request.primaryTaskSet());
    TaskSetRules.requireActive(taskSet);
    EcsTaskSet primary = edit(taskSet, spec -> spec.withPrimary(true));
    taskSets.of(service).stream()
        .filter(other -> or(other.getSpec().primary(), false))
        .filter(o -> !o.getMetadata().getName().equals(taskSet.getMetadata().getName()))
        .forEach(other -> edit(other, spec -> spec.withPrimary(null)));
    return new UpdateServicePrimaryTaskSetResponse(view(call, service, primary, true));
  }

  private DeleteTaskSetResponse delete(DeleteTaskSetRequest request, Call call) {
    EcsService service = service(call, request.cluster(), request.service());
    EcsTaskSet taskSet = require(call, service, request.taskSet());
    TaskSetRules.requireDeletable(taskSet, service, or(request.force(), false));
    taskSets.store().delete(taskSet);
    TaskSet deleted =
        view(call, service, taskSets.find(call, service, request.taskSet()).orElse(taskSet), true);
    return new DeleteTaskSetResponse(
        deleted.toBuilder().status("DRAINING").computedDesiredCount(0).build());
  }

  private EcsService service(Call call, String cluster, String service) {
    return TaskSetRules.requireExternal(
        services.require(call, clusters.existing(call, cluster), service));
  }

  private EcsTaskSet require(Call call, EcsService service, String reference) {
    return taskSets.find(call, service, reference).orElseThrow(TaskSetOperations::notFound);
  }

  private EcsTaskSet edit(EcsTaskSet taskSet, UnaryOperator<EcsTaskSetSpec> change) {
    return taskSets
        .store()
        .edit(
            taskSet.getMetadata().getNamespace(),
            taskSet.getMetadata().getName(),
            current -> {
              current.setSpec(change.apply(current.getSpec()));
              return current;
            })
        .orElseThrow(TaskSetOperations::notFound);
  }

  private TaskSet view(Call call, EcsService service, EcsTaskSet taskSet, boolean withTags) {
    return TaskSetView.of(taskSet, service, taskSets.of(service), call.account(), withTags);
  }

  private static Failure missing(Call call, EcsService service, String reference) {
    String arn =
        call.account()
            .taskSetArn(
                ServiceFacts.cluster(service),
                ServiceFacts.name(service),
                TaskSets.id(call, service, reference));
    return Failure.builder().arn(arn).reason("MISSING").build();
  }

  private static AwsException notFound() {
    return new AwsException("TaskSetNotFoundException", "The specified task set was not found.");
  }
}
