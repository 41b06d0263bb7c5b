package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.GetTaskProtectionRequest;
import dev.kubeecs.api.ecs.GetTaskProtectionResponse;
import dev.kubeecs.api.ecs.ProtectedTask;
import dev.kubeecs.api.ecs.UpdateTaskProtectionRequest;
import dev.kubeecs.api.ecs.UpdateTaskProtectionResponse;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskProtection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** UpdateTaskProtection, which the operator honours, and GetTaskProtection. */
@Singleton
public final class TaskProtections implements Handlers {

  private static final int MOST_UPDATED = 10;
  private static final int MOST_READ = 100;

  private final Clusters clusters;
  private final Services services;
  private final Tasks tasks;
  private final Clock clock;

  TaskProtections(Clusters clusters, Services services, Tasks tasks, Clock clock) {
    this.clusters = clusters;
    this.services = services;
    this.tasks = tasks;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(UpdateTaskProtectionRequest.class, this::update)
        .on(GetTaskProtectionRequest.class, this::get);
  }

  /** Protects tasks, or gives them free. */
  public UpdateTaskProtectionResponse update(UpdateTaskProtectionRequest request, Call call) {
    if (request.tasks().isEmpty()) {
      throw invalidParameter("Tasks cannot be empty.");
    }
    requireAtMost(MOST_UPDATED, request.tasks());
    Instant now = clock.instant();
    TaskProtection asked =
        ProtectionRules.asked(request.protectionEnabled(), request.expiresInMinutes(), now);
    String cluster = clusters.existing(call, request.cluster());
    List<ProtectedTask> updated = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String id : ids(call, cluster, request.tasks())) {
      String arn = call.account().taskArn(cluster, id);
      Optional<EcsTask> task = tasks.find(call, cluster, id);
      Optional<Failure> failure =
          task.map(t -> refused(call, cluster, t, arn, asked, now))
              .orElseGet(() -> Optional.of(missing(arn)));
      if (failure.isPresent()) {
        failures.add(failure.get());
        continue;
      }
      write(call, id, asked)
          .ifPresentOrElse(
              t -> updated.add(ProtectionRules.view(t, arn, now)),
              () -> failures.add(missing(arn)));
    }
    return new UpdateTaskProtectionResponse(updated, failures);
  }

  /** Which tasks are protected. */
  public GetTaskProtectionResponse get(GetTaskProtectionRequest request, Call call) {
    List<String> asked = asEmpty(request.tasks());
    requireAtMost(MOST_READ, asked);
    Instant now = clock.instant();
    String cluster = clusters.existing(call, request.cluster());
    List<ProtectedTask> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    Collection<String> ids =
        asked.isEmpty() ? protectedOnes(call, cluster, now) : ids(call, cluster, asked);
    for (String id : ids) {
      String arn = call.account().taskArn(cluster, id);
      Optional<EcsTask> task = tasks.find(call, cluster, id);
      task.map(t -> ProtectionRules.invalid(t, arn))
          .orElseGet(() -> Optional.of(missing(arn)))
          .ifPresentOrElse(
              failures::add, () -> found.add(ProtectionRules.view(task.orElseThrow(), arn, now)));
    }
    return new GetTaskProtectionResponse(found, failures);
  }

  private Optional<Failure> refused(
      Call call, String cluster, EcsTask task, String arn, TaskProtection asked, Instant now) {
    return ProtectionRules.invalid(task, arn)
        .or(
            () ->
                asked.protectionEnabled()
                    ? blocked(call, cluster, task, arn, now)
                    : Optional.empty());
  }

  private Optional<Failure> blocked(
      Call call, String cluster, EcsTask task, String arn, Instant now) {
    String group = task.getSpec().group();
    String service = group.substring(TaskFacts.SERVICE_GROUP.length());
    return services
        .find(call, cluster, service)
        .flatMap(
            found ->
                ProtectionRules.blocked(
                    task,
                    arn,
                    asEmpty(ServiceFacts.status(found).deployments()),
                    tasks.in(call, cluster).stream()
                        .filter(other -> group.equals(other.getSpec().group()))
                        .toList(),
                    now));
  }

  private Optional<EcsTask> write(Call call, String id, TaskProtection protection) {
    return tasks
        .store()
        .edit(
            call.namespace(),
            id,
            current -> {
              current.setSpec(current.getSpec().withProtection(protection));
              return current;
            });
  }

  private List<String> protectedOnes(Call call, String cluster, Instant now) {
    return tasks.in(call, cluster).stream()
        .filter(task -> ProtectionRules.until(task, now).isPresent())
        .filter(task -> ProtectionRules.invalid(task, "").isEmpty())
        .map(TaskFacts::id)
        .sorted()
        .limit(MOST_READ)
        .toList();
  }

  private Set<String> ids(Call call, String cluster, List<String> references) {
    return references.stream()
        .map(reference -> tasks.id(call, cluster, reference))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void requireAtMost(int most, List<String> tasks) {
    if (tasks.size() > most) {
      throw invalidParameter("tasks can have at most %d items.", most);
    }
  }

  private static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }
}
