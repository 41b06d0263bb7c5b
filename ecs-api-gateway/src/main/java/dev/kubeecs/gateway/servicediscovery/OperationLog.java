package dev.kubeecs.gateway.servicediscovery;

import dev.kubeecs.api.servicediscovery.GetOperationRequest;
import dev.kubeecs.api.servicediscovery.GetOperationResponse;
import dev.kubeecs.api.servicediscovery.ListOperationsRequest;
import dev.kubeecs.api.servicediscovery.ListOperationsResponse;
import dev.kubeecs.api.servicediscovery.Operation;
import dev.kubeecs.api.servicediscovery.OperationStatus;
import dev.kubeecs.api.servicediscovery.OperationSummary;
import dev.kubeecs.api.servicediscovery.OperationTargetType;
import dev.kubeecs.api.servicediscovery.OperationType;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryOperation;
import dev.kubeecs.resources.discovery.DiscoveryOperationSpec;
import dev.kubeecs.resources.discovery.DiscoveryOperationSpecBuilder;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.naming.Identifiers;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked of Cloud Map, and what became of it: GetOperation and ListOperations. A change is
 * written before its operation is answered, so that only the names of a new DNS namespace are ever
 * waited for.
 */
@Singleton
public final class OperationLog implements Handlers {

  /** Source: the API reference of GetOperation, "operations are kept for 30 days". */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Store<DiscoveryOperation> operations;
  private final CloudMap cloudMap;
  private final Clock clock;

  OperationLog(Stores stores, CloudMap cloudMap, Clock clock) {
    this.operations = stores.of(DiscoveryOperation.class);
    this.cloudMap = cloudMap;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration registration) {
    registration
        .on(GetOperationRequest.class, this::get)
        .on(ListOperationsRequest.class, this::list);
  }

  /** Records an operation on a namespace, and returns its id. */
  String record(Call call, OperationType type, DiscoveryNamespace namespace) {
    return record(
        call,
        DiscoveryOperationSpecBuilder.builder()
            .type(type)
            .namespaceId(Discovery.id(namespace))
            .build());
  }

  /** Records an operation on a service, or on an instance of it, and returns its id. */
  String record(Call call, OperationType type, DiscoveryService service, String instanceId) {
    return record(
        call,
        DiscoveryOperationSpecBuilder.builder()
            .type(type)
            .serviceId(Discovery.id(service))
            .instanceId(instanceId)
            .build());
  }

  private String record(Call call, DiscoveryOperationSpec spec) {
    DiscoveryOperation operation = new DiscoveryOperation();
    operation.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(Identifiers.taskId())
            .build());
    operation.setSpec(spec);
    operations.create(operation);
    Instant oldest = clock.instant().minus(KEPT);
    operations.list(call.namespace()).stream()
        .filter(old -> createdAt(old).isBefore(oldest))
        .forEach(operations::delete);
    return operation.getMetadata().getName();
  }

  private GetOperationResponse get(GetOperationRequest request, Call call) {
    return new GetOperationResponse(
        operations
            .find(call.namespace(), request.operationId())
            .filter(found -> Filters.isOwn(request.ownerAccount(), call))
            .map(found -> view(call, found))
            .orElseThrow(() -> CloudMapErrors.noOperation(request.operationId())));
  }

  private ListOperationsResponse list(ListOperationsRequest request, Call call) {
    PageRequest paging = Filters.page(call, request.maxResults(), request.nextToken());
    List<Operation> asked =
        operations.list(call.namespace()).stream()
            .map(operation -> view(call, operation))
            .filter(operation -> Filters.take(request.filters(), operation))
            .toList();
    Page<Operation> page =
        paging.descending().of(asked, operation -> operation.createDate() + " " + operation.id());
    return new ListOperationsResponse(
        page.items().stream()
            .map(operation -> new OperationSummary(operation.id(), operation.status()))
            .toList(),
        page.nextToken());
  }

  private Operation view(Call call, DiscoveryOperation operation) {
    DiscoveryOperationSpec spec = operation.getSpec();
    Map<OperationTargetType, String> targets = new EnumMap<>(OperationTargetType.class);
    put(targets, OperationTargetType.NAMESPACE, spec.namespaceId());
    put(targets, OperationTargetType.SERVICE, spec.serviceId());
    put(targets, OperationTargetType.INSTANCE, spec.instanceId());
    Operation.Builder view =
        Operation.builder()
            .id(operation.getMetadata().getName())
            .ownerAccount(call.account().id())
            .type(spec.type())
            .createDate(createdAt(operation))
            .updateDate(createdAt(operation))
            .targets(targets);
    Optional<DiscoveryNamespace> made =
        spec.type() == OperationType.CREATE_NAMESPACE
            ? cloudMap.namespace(call, spec.namespaceId())
            : Optional.empty();
    if (made.isEmpty()) {
      return view.status(OperationStatus.SUCCESS).build();
    }
    Optional<Condition> ready = ready(made.get());
    if (ready.isEmpty()) {
      return view.status(OperationStatus.PENDING).build();
    }
    return ready.get().getStatus().equals("True")
        ? view.status(OperationStatus.SUCCESS).build()
        : view.status(OperationStatus.FAIL)
            .errorCode(ready.get().getReason())
            .errorMessage(ready.get().getMessage())
            .build();
  }

  private static Optional<Condition> ready(DiscoveryNamespace namespace) {
    return namespace.getStatus() == null
        ? Optional.empty()
        : namespace.getStatus().condition("Ready");
  }

  private static void put(
      Map<OperationTargetType, String> targets, OperationTargetType type, String id) {
    if (id != null) {
      targets.put(type, id);
    }
  }

  private static Instant createdAt(DiscoveryOperation operation) {
    return Instant.parse(operation.getMetadata().getCreationTimestamp());
  }
}
