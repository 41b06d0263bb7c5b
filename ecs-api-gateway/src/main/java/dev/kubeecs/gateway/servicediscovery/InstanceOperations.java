package dev.kubeecs.gateway.servicediscovery;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.servicediscovery.DeregisterInstanceRequest;
import dev.kubeecs.api.servicediscovery.DeregisterInstanceResponse;
import dev.kubeecs.api.servicediscovery.GetInstanceRequest;
import dev.kubeecs.api.servicediscovery.GetInstanceResponse;
import dev.kubeecs.api.servicediscovery.GetInstancesHealthStatusRequest;
import dev.kubeecs.api.servicediscovery.GetInstancesHealthStatusResponse;
import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.api.servicediscovery.Instance;
import dev.kubeecs.api.servicediscovery.InstanceSummary;
import dev.kubeecs.api.servicediscovery.ListInstancesRequest;
import dev.kubeecs.api.servicediscovery.ListInstancesResponse;
import dev.kubeecs.api.servicediscovery.OperationType;
import dev.kubeecs.api.servicediscovery.RegisterInstanceRequest;
import dev.kubeecs.api.servicediscovery.RegisterInstanceResponse;
import dev.kubeecs.api.servicediscovery.UpdateInstanceCustomHealthStatusRequest;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.model.NoResponse;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryInstance;
import dev.kubeecs.resources.discovery.DiscoveryInstanceBuilder;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The operations on instances. */
@Singleton
public final class InstanceOperations implements Handlers {

  private final CloudMap cloudMap;
  private final OperationLog log;

  InstanceOperations(CloudMap cloudMap, OperationLog log) {
    this.cloudMap = cloudMap;
    this.log = log;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(RegisterInstanceRequest.class, this::register)
        .on(DeregisterInstanceRequest.class, this::deregister)
        .on(GetInstanceRequest.class, this::get)
        .on(ListInstancesRequest.class, this::list)
        .on(GetInstancesHealthStatusRequest.class, this::health)
        .on(UpdateInstanceCustomHealthStatusRequest.class, this::tellHealth);
  }

  private RegisterInstanceResponse register(RegisterInstanceRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.serviceId());
    refuseTask(service, request.instanceId());
    DnsRules.check(service.getSpec(), request);
    DiscoveryInstance instance =
        DiscoveryInstanceBuilder.builder()
            .id(request.instanceId())
            .attributes(request.attributes())
            .creatorRequestId(request.creatorRequestId())
            .build();
    cloudMap.edit(
        call,
        service,
        spec -> {
          List<DiscoveryInstance> instances = new ArrayList<>(asEmpty(spec.instances()));
          instances.removeIf(present -> present.id().equals(instance.id()));
          instances.add(instance);
          return spec.withInstances(instances);
        });
    return new RegisterInstanceResponse(
        log.record(call, OperationType.REGISTER_INSTANCE, service, request.instanceId()));
  }

  private DeregisterInstanceResponse deregister(DeregisterInstanceRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.serviceId());
    require(service, request.instanceId());
    refuseTask(service, request.instanceId());
    cloudMap.edit(
        call,
        service,
        spec ->
            spec.withInstances(
                asEmpty(spec.instances()).stream()
                    .filter(instance -> !instance.id().equals(request.instanceId()))
                    .toList()));
    return new DeregisterInstanceResponse(
        log.record(call, OperationType.DEREGISTER_INSTANCE, service, request.instanceId()));
  }

  private GetInstanceResponse get(GetInstanceRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.serviceId());
    RegisteredInstance instance = require(service, request.instanceId());
    return new GetInstanceResponse(
        call.account().id(),
        Instance.builder()
            .id(instance.id())
            .attributes(instance.attributes())
            .creatorRequestId(
                asEmpty(service.getSpec().instances()).stream()
                    .filter(byHand -> byHand.id().equals(instance.id()))
                    .map(DiscoveryInstance::creatorRequestId)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null))
            .createdByAccount(call.account().id())
            .build());
  }

  private ListInstancesResponse list(ListInstancesRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.serviceId());
    Page<RegisteredInstance> page =
        Filters.page(call, request.maxResults(), request.nextToken())
            .of(Instances.of(service), RegisteredInstance::id);
    return ListInstancesResponse.builder()
        .resourceOwner(call.account().id())
        .instances(
            page.items().stream()
                .map(i -> new InstanceSummary(i.id(), i.attributes(), call.account().id()))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private GetInstancesHealthStatusResponse health(
      GetInstancesHealthStatusRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.serviceId());
    List<String> asked = asEmpty(request.instances());
    asked.forEach(id -> require(service, id));
    Page<RegisteredInstance> page =
        Filters.page(call, request.maxResults(), request.nextToken())
            .of(
                Instances.of(service).stream()
                    .filter(instance -> asked.isEmpty() || asked.contains(instance.id()))
                    .toList(),
                RegisteredInstance::id);
    Map<String, HealthStatus> status = new LinkedHashMap<>();
    page.items().forEach(instance -> status.put(instance.id(), instance.health()));
    return new GetInstancesHealthStatusResponse(status, page.nextToken());
  }

  private NoResponse tellHealth(UpdateInstanceCustomHealthStatusRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.serviceId());
    if (service.getSpec().healthCheckCustomConfig() == null) {
      throw new AwsException(
          "CustomHealthNotFound",
          "The service %s has no HealthCheckCustomConfig.".formatted(Discovery.id(service)));
    }
    require(service, request.instanceId());
    refuseTask(service, request.instanceId());
    cloudMap.edit(
        call,
        service,
        spec ->
            spec.withInstances(
                asEmpty(spec.instances()).stream()
                    .map(
                        instance ->
                            instance.id().equals(request.instanceId())
                                ? instance.withHealth(request.status())
                                : instance)
                    .toList()));
    return NoResponse.DONE;
  }

  private static RegisteredInstance require(DiscoveryService service, String id) {
    return Instances.of(service).stream()
        .filter(instance -> instance.id().equals(id))
        .findFirst()
        .orElseThrow(() -> CloudMapErrors.noInstance(id));
  }

  private static void refuseTask(DiscoveryService service, String id) {
    if (Instances.of(service).stream()
        .anyMatch(instance -> instance.id().equals(id) && or(instance.task(), false))) {
      throw CloudMapErrors.invalid(
          "The instance %s is a task: its ECS service registers it and tells of its health.", id);
    }
  }
}
