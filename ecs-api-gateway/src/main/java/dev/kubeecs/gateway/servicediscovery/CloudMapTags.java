package dev.kubeecs.gateway.servicediscovery;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.servicediscovery.ListTagsForResourceRequest;
import dev.kubeecs.api.servicediscovery.ListTagsForResourceResponse;
import dev.kubeecs.api.servicediscovery.Tag;
import dev.kubeecs.api.servicediscovery.TagResourceRequest;
import dev.kubeecs.api.servicediscovery.TagResourceResponse;
import dev.kubeecs.api.servicediscovery.UntagResourceRequest;
import dev.kubeecs.api.servicediscovery.UntagResourceResponse;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Tags of namespaces and services. */
@Singleton
public final class CloudMapTags implements Handlers {

  private static final int MOST_TAGS = 50;

  private final CloudMap cloudMap;

  CloudMapTags(CloudMap cloudMap) {
    this.cloudMap = cloudMap;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(TagResourceRequest.class, this::tag)
        .on(UntagResourceRequest.class, this::untag)
        .on(ListTagsForResourceRequest.class, this::list);
  }

  /** Refuses more tags than a resource may have. */
  static List<Tag> check(List<Tag> tags) {
    if (asEmpty(tags).size() > MOST_TAGS) {
      throw new AwsException("TooManyTagsException", "A resource can have at most 50 tags.");
    }
    return tags;
  }

  private TagResourceResponse tag(TagResourceRequest request, Call call) {
    change(
        call,
        request.resourceARN(),
        tags -> {
          List<Tag> changed = new ArrayList<>(tags);
          for (Tag tag : request.tags()) {
            changed.removeIf(present -> present.key().equals(tag.key()));
            changed.add(tag);
          }
          return check(changed);
        });
    return new TagResourceResponse();
  }

  private UntagResourceResponse untag(UntagResourceRequest request, Call call) {
    change(
        call,
        request.resourceARN(),
        tags -> tags.stream().filter(tag -> !request.tagKeys().contains(tag.key())).toList());
    return new UntagResourceResponse();
  }

  private ListTagsForResourceResponse list(ListTagsForResourceRequest request, Call call) {
    String arn = request.resourceARN();
    return new ListTagsForResourceResponse(
        namespace(call, arn)
            .map(namespace -> asEmpty(Discovery.spec(namespace).tags()))
            .or(() -> service(call, arn).map(service -> asEmpty(service.getSpec().tags())))
            .orElseThrow(() -> CloudMapErrors.noResource(arn)));
  }

  private void change(Call call, String arn, UnaryOperator<List<Tag>> change) {
    Optional<DiscoveryNamespace> namespace = namespace(call, arn);
    if (namespace.isPresent()) {
      cloudMap
          .namespaceStore()
          .edit(
              call.namespace(),
              namespace.get().getMetadata().getName(),
              copy -> {
                copy.setSpec(
                    Discovery.spec(copy)
                        .withTags(change.apply(asEmpty(Discovery.spec(copy).tags()))));
                return copy;
              });
      return;
    }
    DiscoveryService service = service(call, arn).orElseThrow(() -> CloudMapErrors.noResource(arn));
    cloudMap.edit(call, service, spec -> spec.withTags(change.apply(asEmpty(spec.tags()))));
  }

  private Optional<DiscoveryNamespace> namespace(Call call, String arn) {
    return cloudMap.namespaces(call).stream()
        .filter(namespace -> Discovery.arn(call.account(), namespace).equals(arn))
        .findFirst();
  }

  private Optional<DiscoveryService> service(Call call, String arn) {
    return cloudMap.services(call).stream()
        .filter(service -> Discovery.arn(call.account(), service).equals(arn))
        .findFirst();
  }
}
