package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.TaskSet;
import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.TaskSetContent;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The task sets of an account, found by their service. */
@Singleton
public final class TaskSets {

  private static final String ID_PREFIX = "ecs-svc/";

  private final Store<EcsTaskSet> store;
  private final StoreIndex<EcsTaskSet> byService;

  TaskSets(Stores stores) {
    this.store = stores.of(EcsTaskSet.class);
    this.byService = store.index("service", taskSet -> List.of(taskSet.getSpec().service()));
  }

  /** The task sets of a service, the oldest first. */
  public List<EcsTaskSet> of(EcsService service) {
    String namespace = service.getMetadata().getNamespace();
    return byService.get(namespace, service.getMetadata().getName()).stream()
        .sorted(
            Comparator.comparing((EcsTaskSet t) -> t.getMetadata().getCreationTimestamp())
                .thenComparing(t -> t.getMetadata().getUid()))
        .toList();
  }

  /**
   * The task set of a service that a reference means.
   *
   * @param reference id or ARN
   */
  public Optional<EcsTaskSet> find(Call call, EcsService service, String reference) {
    String id = id(call, service, reference);
    return of(service).stream()
        .filter(taskSet -> TaskSetContent.id(taskSet).equals(id))
        .findFirst();
  }

  /** The records of the task sets of a service. */
  List<TaskSet> views(Call call, EcsService service) {
    List<EcsTaskSet> all = of(service);
    return all.stream()
        .map(taskSet -> TaskSetView.of(taskSet, service, all, call.account(), false))
        .toList();
  }

  /** Where they are stored. */
  public Store<EcsTaskSet> store() {
    return store;
  }

  /** The id that a reference means, ecs-svc/ and 19 digits. */
  public static String id(Call call, EcsService service, String reference) {
    if (!Arn.looksLikeOne(reference)) {
      return reference.startsWith(ID_PREFIX) ? reference : ID_PREFIX + reference;
    }
    Arn arn =
        Arn.parse(reference)
            .filter(a -> a.type().equals("task-set") && a.path().size() > 2)
            .orElseThrow(
                () ->
                    invalidParameter("Invalid identifier: %s is no ARN of a task set.", reference));
    Identifier.requireOwn(arn.account(), call.account());
    boolean ofService =
        arn.path()
            .subList(0, 2)
            .equals(List.of(ServiceFacts.cluster(service), ServiceFacts.name(service)));
    if (!ofService) {
      throw invalidParameter(
          "Invalid identifier: Identifier is for a task set of another service: %s", reference);
    }
    return ID_PREFIX + arn.name();
  }
}
