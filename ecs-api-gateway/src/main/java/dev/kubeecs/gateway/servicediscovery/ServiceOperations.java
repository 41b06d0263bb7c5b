package dev.kubeecs.gateway.servicediscovery;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.servicediscovery.CreateServiceRequest;
import dev.kubeecs.api.servicediscovery.CreateServiceResponse;
import dev.kubeecs.api.servicediscovery.DeleteServiceRequest;
import dev.kubeecs.api.servicediscovery.DeleteServiceResponse;
import dev.kubeecs.api.servicediscovery.DnsConfig;
import dev.kubeecs.api.servicediscovery.DnsConfigChange;
import dev.kubeecs.api.servicediscovery.GetServiceRequest;
import dev.kubeecs.api.servicediscovery.GetServiceResponse;
import dev.kubeecs.api.servicediscovery.ListServicesRequest;
import dev.kubeecs.api.servicediscovery.ListServicesResponse;
import dev.kubeecs.api.servicediscovery.OperationType;
import dev.kubeecs.api.servicediscovery.Service;
import dev.kubeecs.api.servicediscovery.UpdateServiceRequest;
import dev.kubeecs.api.servicediscovery.UpdateServiceResponse;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpecBuilder;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The operations on services of Cloud Map. */
@Singleton
public final class ServiceOperations implements Handlers {

  private final CloudMap cloudMap;
  private final OperationLog log;

  ServiceOperations(CloudMap cloudMap, OperationLog log) {
    this.cloudMap = cloudMap;
    this.log = log;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateServiceRequest.class, this::create)
        .on(GetServiceRequest.class, this::get)
        .on(ListServicesRequest.class, this::list)
        .on(UpdateServiceRequest.class, this::update)
        .on(DeleteServiceRequest.class, this::delete);
  }

  private CreateServiceResponse create(CreateServiceRequest request, Call call) {
    CloudMapTags.check(request.tags());
    DiscoveryNamespace namespace = cloudMap.requireNamespace(call, namespaceId(request));
    DnsRules.check(request, Discovery.type(namespace));
    Optional<DiscoveryService> present = cloudMap.service(call, namespace, request.name());
    if (present.isPresent()) {
      if (isRepeated(request, present.get())) {
        return new CreateServiceResponse(view(call, present.get()));
      }
      throw CloudMapErrors.serviceExists(request.name());
    }
    DiscoveryService service = new DiscoveryService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(ObjectNames.discoveryService(Discovery.name(namespace), request.name()))
            .build());
    service.setSpec(
        DiscoveryServiceSpecBuilder.builder()
            .name(request.name())
            .namespace(Discovery.name(namespace))
            .description(request.description())
            .dnsConfig(withoutNamespace(request.dnsConfig()))
            .healthCheckCustomConfig(request.healthCheckCustomConfig())
            .type(request.type())
            .creatorRequestId(request.creatorRequestId())
            .tags(request.tags())
            .build());
    return new CreateServiceResponse(
        view(
            call,
            cloudMap
                .serviceStore()
                .create(service)
                .orElseThrow(() -> CloudMapErrors.serviceExists(request.name()))));
  }

  private static String namespaceId(CreateServiceRequest request) {
    String inDnsConfig = request.dnsConfig() == null ? null : request.dnsConfig().namespaceId();
    String id = or(request.namespaceId(), inDnsConfig);
    if (id == null) {
      throw CloudMapErrors.invalid("NamespaceId must be specified.");
    }
    return id;
  }

  /** A request is carried out once, however often it comes. */
  private static boolean isRepeated(CreateServiceRequest request, DiscoveryService present) {
    return request.creatorRequestId() != null
        && request.creatorRequestId().equals(present.getSpec().creatorRequestId());
  }

  private static DnsConfig withoutNamespace(DnsConfig config) {
    return config == null ? null : config.toBuilder().namespaceId(null).build();
  }

  private GetServiceResponse get(GetServiceRequest request, Call call) {
    return new GetServiceResponse(view(call, cloudMap.requireService(call, request.id())));
  }

  private ListServicesResponse list(ListServicesRequest request, Call call) {
    PageRequest paging = Filters.page(call, request.maxResults(), request.nextToken());
    Page<DiscoveryService> page =
        paging.of(
            cloudMap.services(call).stream()
                .filter(
                    service -> {
                      Optional<DiscoveryNamespace> namespace = cloudMap.namespaceOf(call, service);
                      return Filters.takeService(
                          request.filters(),
                          namespace.map(Discovery::id).orElse(""),
                          namespace.map(n -> Discovery.arn(call.account(), n)).orElse(""));
                    })
                .toList(),
            Discovery::id);
    return new ListServicesResponse(
        page.items().stream().map(service -> CloudMapViews.summary(view(call, service))).toList(),
        page.nextToken());
  }

  /** What of the DNS records is left out is deleted. Source: the API reference of UpdateService. */
  private UpdateServiceResponse update(UpdateServiceRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.id());
    DnsConfigChange change = request.service().dnsConfig();
    if (change != null) {
      if (service.getSpec().dnsConfig() == null) {
        throw CloudMapErrors.invalid("The service %s has no DNS records.", request.id());
      }
      DnsRules.check(change.dnsRecords());
    }
    cloudMap.edit(
        call,
        service,
        spec ->
            spec.with(
                s ->
                    s.description(request.service().description())
                        .dnsConfig(
                            change == null
                                ? null
                                : spec.dnsConfig().toBuilder()
                                    .dnsRecords(change.dnsRecords())
                                    .build())));
    return new UpdateServiceResponse(log.record(call, OperationType.UPDATE_SERVICE, service, null));
  }

  private DeleteServiceResponse delete(DeleteServiceRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.id());
    if (!Instances.of(service).isEmpty()) {
      throw CloudMapErrors.inUse("The service " + Discovery.id(service), "instances");
    }
    cloudMap.serviceStore().delete(service);
    return new DeleteServiceResponse();
  }

  private Service view(Call call, DiscoveryService service) {
    return CloudMapViews.of(call.account(), service, cloudMap.namespaceOf(call, service));
  }
}
