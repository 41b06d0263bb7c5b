package dev.kubeecs.gateway.ecs.tag;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.ListTagsForResourceRequest;
import dev.kubeecs.api.ecs.ListTagsForResourceResponse;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.ecs.TagResourceRequest;
import dev.kubeecs.api.ecs.TagResourceResponse;
import dev.kubeecs.api.ecs.UntagResourceRequest;
import dev.kubeecs.api.ecs.UntagResourceResponse;
import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.naming.Arn;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** TagResource, UntagResource and ListTagsForResource, whatever the resource. */
@Singleton
public final class TagOperations implements Handlers {

  private static final String RESOURCE_NOT_FOUND = "ResourceNotFoundException";

  private final Map<String, Taggable> byType;

  TagOperations(@All List<Taggable> taggables) {
    this.byType = taggables.stream().collect(Collectors.toMap(Taggable::type, Function.identity()));
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(TagResourceRequest.class, this::tag)
        .on(UntagResourceRequest.class, this::untag)
        .on(ListTagsForResourceRequest.class, this::list);
  }

  private TagResourceResponse tag(TagResourceRequest request, Call call) {
    TagRules.check(request.tags());
    change(call, request.resourceArn(), tags -> TagRules.merge(tags, request.tags()));
    return new TagResourceResponse();
  }

  private UntagResourceResponse untag(UntagResourceRequest request, Call call) {
    request.tagKeys().forEach(TagRules::requireUsable);
    Set<String> keys = Set.copyOf(request.tagKeys());
    change(
        call,
        request.resourceArn(),
        tags -> tags.stream().filter(tag -> !keys.contains(tag.key())).toList());
    return new UntagResourceResponse();
  }

  private ListTagsForResourceResponse list(ListTagsForResourceRequest request, Call call) {
    Arn arn = parse(call, request.resourceArn());
    Taggable taggable = byType.get(arn.type());
    return new ListTagsForResourceResponse(
        taggable.tags(call, arn).orElseThrow(() -> notFound(call, taggable)));
  }

  private void change(Call call, String resourceArn, UnaryOperator<List<Tag>> change) {
    Arn arn = parse(call, resourceArn);
    Taggable taggable = byType.get(arn.type());
    if (taggable.tags(call, arn).isEmpty()) {
      throw notFound(call, taggable);
    }
    if (!taggable.isActive(call, arn)) {
      throw invalidParameter(
          "The specified %1$s is inactive. Specify an active %1$s and try again.",
          taggable.words());
    }
    taggable.change(call, arn, change);
  }

  private Arn parse(Call call, String resourceArn) {
    Arn arn =
        Arn.parse(resourceArn)
            .filter(parsed -> byType.containsKey(parsed.type()))
            .orElseThrow(
                () ->
                    invalidParameter(
                        "Invalid resourceArn: %s. It must be the ARN of one of: %s.",
                        resourceArn,
                        byType.keySet().stream().sorted().collect(Collectors.joining(", "))));
    Identifier.requireOwn(arn.account(), call.account());
    return arn;
  }

  private static AwsException notFound(Call call, Taggable taggable) {
    if (taggable.type().equals("cluster")) {
      return new AwsException("ClusterNotFoundException", "Cluster not found.");
    }
    String message =
        "The specified %1$s could not be found. Specify a valid %1$s and try again."
            .formatted(taggable.words());
    return call.operation().errors().contains(RESOURCE_NOT_FOUND)
        ? new AwsException(RESOURCE_NOT_FOUND, message)
        : invalidParameter("%s", message);
  }
}
