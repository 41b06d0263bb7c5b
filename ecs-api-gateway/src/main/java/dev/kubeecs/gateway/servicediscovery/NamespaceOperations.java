package dev.kubeecs.gateway.servicediscovery;

import dev.kubeecs.api.servicediscovery.CreateHttpNamespaceRequest;
import dev.kubeecs.api.servicediscovery.CreateHttpNamespaceResponse;
import dev.kubeecs.api.servicediscovery.CreatePrivateDnsNamespaceRequest;
import dev.kubeecs.api.servicediscovery.CreatePrivateDnsNamespaceResponse;
import dev.kubeecs.api.servicediscovery.CreatePublicDnsNamespaceRequest;
import dev.kubeecs.api.servicediscovery.CreatePublicDnsNamespaceResponse;
import dev.kubeecs.api.servicediscovery.DeleteNamespaceRequest;
import dev.kubeecs.api.servicediscovery.DeleteNamespaceResponse;
import dev.kubeecs.api.servicediscovery.GetNamespaceRequest;
import dev.kubeecs.api.servicediscovery.GetNamespaceResponse;
import dev.kubeecs.api.servicediscovery.ListNamespacesRequest;
import dev.kubeecs.api.servicediscovery.ListNamespacesResponse;
import dev.kubeecs.api.servicediscovery.Namespace;
import dev.kubeecs.api.servicediscovery.NamespaceType;
import dev.kubeecs.api.servicediscovery.OperationType;
import dev.kubeecs.api.servicediscovery.UpdateHttpNamespaceRequest;
import dev.kubeecs.api.servicediscovery.UpdateHttpNamespaceResponse;
import dev.kubeecs.api.servicediscovery.UpdatePrivateDnsNamespaceRequest;
import dev.kubeecs.api.servicediscovery.UpdatePrivateDnsNamespaceResponse;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryNamespaceSpec;
import dev.kubeecs.resources.discovery.DiscoveryNamespaceSpecBuilder;
import dev.kubeecs.resources.discovery.DnsName;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.List;

/** The operations on namespaces. */
@Singleton
public final class NamespaceOperations implements Handlers {

  private final CloudMap cloudMap;
  private final OperationLog log;

  NamespaceOperations(CloudMap cloudMap, OperationLog log) {
    this.cloudMap = cloudMap;
    this.log = log;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreatePrivateDnsNamespaceRequest.class, this::createPrivate)
        .on(CreatePublicDnsNamespaceRequest.class, this::createPublic)
        .on(CreateHttpNamespaceRequest.class, this::createHttp)
        .on(GetNamespaceRequest.class, this::get)
        .on(ListNamespacesRequest.class, this::list)
        .on(UpdatePrivateDnsNamespaceRequest.class, this::updatePrivate)
        .on(UpdateHttpNamespaceRequest.class, this::updateHttp)
        .on(DeleteNamespaceRequest.class, this::delete);
  }

  private CreatePrivateDnsNamespaceResponse createPrivate(
      CreatePrivateDnsNamespaceRequest request, Call call) {
    if (DnsName.of(request.name()).isEmpty()) {
      throw CloudMapErrors.invalid("%s", DnsName.refusal(request.name()));
    }
    return new CreatePrivateDnsNamespaceResponse(
        create(
            call,
            DiscoveryNamespaceSpecBuilder.builder()
                .name(request.name())
                .type(NamespaceType.DNS_PRIVATE)
                .description(request.description())
                .vpc(request.vpc())
                .creatorRequestId(request.creatorRequestId())
                .tags(request.tags())
                .build()));
  }

  private CreatePublicDnsNamespaceResponse createPublic(
      CreatePublicDnsNamespaceRequest request, Call call) {
    throw CloudMapErrors.invalid(
        "Public namespaces are not supported by kube-ecs: the names of a cluster are for the"
            + " cluster. Create %s as a private DNS namespace or an HTTP namespace.",
        request.name());
  }

  private CreateHttpNamespaceResponse createHttp(CreateHttpNamespaceRequest request, Call call) {
    return new CreateHttpNamespaceResponse(
        create(
            call,
            DiscoveryNamespaceSpecBuilder.builder()
                .name(request.name())
                .type(NamespaceType.HTTP)
                .description(request.description())
                .creatorRequestId(request.creatorRequestId())
                .tags(request.tags())
                .build()));
  }

  private String create(Call call, DiscoveryNamespaceSpec spec) {
    CloudMapTags.check(spec.tags());
    if (cloudMap.namespace(call, spec.name()).isPresent()) {
      throw CloudMapErrors.namespaceExists(spec.name());
    }
    DiscoveryNamespace namespace = new DiscoveryNamespace();
    namespace.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(ObjectNames.discoveryNamespace(spec.name()))
            .build());
    namespace.setSpec(spec);
    DiscoveryNamespace created =
        cloudMap
            .namespaceStore()
            .create(namespace)
            .orElseThrow(() -> CloudMapErrors.namespaceExists(spec.name()));
    return log.record(call, OperationType.CREATE_NAMESPACE, created);
  }

  private GetNamespaceResponse get(GetNamespaceRequest request, Call call) {
    return new GetNamespaceResponse(view(call, cloudMap.requireNamespace(call, request.id())));
  }

  private ListNamespacesResponse list(ListNamespacesRequest request, Call call) {
    PageRequest paging = Filters.page(call, request.maxResults(), request.nextToken());
    List<Namespace> asked =
        cloudMap.namespaces(call).stream()
            .map(namespace -> view(call, namespace))
            .filter(namespace -> Filters.take(request.filters(), namespace))
            .toList();
    Page<Namespace> page = paging.of(asked, Namespace::id);
    return new ListNamespacesResponse(
        page.items().stream().map(CloudMapViews::summary).toList(), page.nextToken());
  }

  private UpdatePrivateDnsNamespaceResponse updatePrivate(
      UpdatePrivateDnsNamespaceRequest request, Call call) {
    return new UpdatePrivateDnsNamespaceResponse(
        update(call, request.id(), NamespaceType.DNS_PRIVATE, request.namespace().description()));
  }

  private UpdateHttpNamespaceResponse updateHttp(UpdateHttpNamespaceRequest request, Call call) {
    return new UpdateHttpNamespaceResponse(
        update(call, request.id(), NamespaceType.HTTP, request.namespace().description()));
  }

  private String update(Call call, String id, NamespaceType type, String description) {
    DiscoveryNamespace namespace = cloudMap.requireNamespace(call, id);
    if (Discovery.type(namespace) != type) {
      throw CloudMapErrors.invalid(
          "%s is a namespace of the type %s.", id, Discovery.type(namespace));
    }
    cloudMap
        .namespaceStore()
        .edit(
            call.namespace(),
            namespace.getMetadata().getName(),
            copy -> {
              copy.setSpec(Discovery.spec(copy).withDescription(description));
              return copy;
            });
    return log.record(call, OperationType.UPDATE_NAMESPACE, namespace);
  }

  private DeleteNamespaceResponse delete(DeleteNamespaceRequest request, Call call) {
    DiscoveryNamespace namespace = cloudMap.requireNamespace(call, request.id());
    if (!cloudMap.servicesOf(call, namespace).isEmpty()) {
      throw CloudMapErrors.inUse("The namespace " + Discovery.id(namespace), "services");
    }
    String operation = log.record(call, OperationType.DELETE_NAMESPACE, namespace);
    cloudMap.namespaceStore().delete(namespace);
    return new DeleteNamespaceResponse(operation);
  }

  private Namespace view(Call call, DiscoveryNamespace namespace) {
    return CloudMapViews.of(call.account(), namespace, cloudMap.servicesOf(call, namespace).size());
  }
}
