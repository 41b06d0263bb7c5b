package dev.kubeecs.gateway.servicediscovery;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.servicediscovery.DeleteServiceAttributesRequest;
import dev.kubeecs.api.servicediscovery.DeleteServiceAttributesResponse;
import dev.kubeecs.api.servicediscovery.GetServiceAttributesRequest;
import dev.kubeecs.api.servicediscovery.GetServiceAttributesResponse;
import dev.kubeecs.api.servicediscovery.ServiceAttributes;
import dev.kubeecs.api.servicediscovery.UpdateServiceAttributesRequest;
import dev.kubeecs.api.servicediscovery.UpdateServiceAttributesResponse;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryService;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** Attributes of services. */
@Singleton
public final class ServiceAttributeOperations implements Handlers {

  private static final int MOST_ATTRIBUTES = 30;

  private final CloudMap cloudMap;

  ServiceAttributeOperations(CloudMap cloudMap) {
    this.cloudMap = cloudMap;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(GetServiceAttributesRequest.class, this::get)
        .on(UpdateServiceAttributesRequest.class, this::update)
        .on(DeleteServiceAttributesRequest.class, this::delete);
  }

  private GetServiceAttributesResponse get(GetServiceAttributesRequest request, Call call) {
    DiscoveryService service = cloudMap.requireService(call, request.serviceId());
    return new GetServiceAttributesResponse(
        new ServiceAttributes(
            Discovery.arn(call.account(), service),
            call.account().id(),
            asEmpty(service.getSpec().attributes())));
  }

  private UpdateServiceAttributesResponse update(
      UpdateServiceAttributesRequest request, Call call) {
    cloudMap.edit(
        call,
        cloudMap.requireService(call, request.serviceId()),
        spec -> {
          Map<String, String> attributes = new TreeMap<>(asEmpty(spec.attributes()));
          attributes.putAll(request.attributes());
          if (attributes.size() > MOST_ATTRIBUTES) {
            throw new AwsException(
                "ServiceAttributesLimitExceededException",
                "A service can have at most 30 attributes.");
          }
          return spec.withAttributes(attributes);
        });
    return new UpdateServiceAttributesResponse();
  }

  private DeleteServiceAttributesResponse delete(
      DeleteServiceAttributesRequest request, Call call) {
    cloudMap.edit(
        call,
        cloudMap.requireService(call, request.serviceId()),
        spec -> {
          Map<String, String> attributes = new TreeMap<>(asEmpty(spec.attributes()));
          request.attributes().forEach(attributes::remove);
          return spec.withAttributes(attributes);
        });
    return new DeleteServiceAttributesResponse();
  }
}
