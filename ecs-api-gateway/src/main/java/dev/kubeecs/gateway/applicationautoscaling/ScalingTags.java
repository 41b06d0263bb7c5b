package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.applicationautoscaling.ListTagsForResourceRequest;
import dev.kubeecs.api.applicationautoscaling.ListTagsForResourceResponse;
import dev.kubeecs.api.applicationautoscaling.TagResourceRequest;
import dev.kubeecs.api.applicationautoscaling.TagResourceResponse;
import dev.kubeecs.api.applicationautoscaling.UntagResourceRequest;
import dev.kubeecs.api.applicationautoscaling.UntagResourceResponse;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** TagResource, UntagResource and ListTagsForResource. */
@Singleton
final class ScalingTags implements Handlers {

  private static final int MOST = 50;

  private final KnownScalableTargets targets;

  ScalingTags(KnownScalableTargets targets) {
    this.targets = targets;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(TagResourceRequest.class, this::tag)
        .on(UntagResourceRequest.class, this::untag)
        .on(
            ListTagsForResourceRequest.class,
            (request, call) ->
                new ListTagsForResourceResponse(
                    asEmpty(targets.ofArn(call, request.resourceARN()).getSpec().tags())));
  }

  /** Refuses keys that AWS keeps for itself. */
  static void check(Map<String, String> tags) {
    for (String key : tags.keySet()) {
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw ScalingErrors.invalid("aws: prefixed tag key names are not allowed: %s", key);
      }
    }
  }

  /**
   * Tags with others added; null if there are none.
   *
   * @throws AwsException {@code TooManyTagsException}
   */
  static Map<String, String> merged(Map<String, String> tags, Map<String, String> added) {
    Map<String, String> merged = new TreeMap<>(tags);
    merged.putAll(added);
    if (merged.size() > MOST) {
      throw new AwsException(
          "TooManyTagsException", "A scalable target can have at most %d tags.".formatted(MOST));
    }
    return merged.isEmpty() ? null : merged;
  }

  private TagResourceResponse tag(TagResourceRequest request, Call call) {
    check(request.tags());
    targets.change(
        targets.ofArn(call, request.resourceARN()),
        spec -> spec.withTags(merged(asEmpty(spec.tags()), request.tags())));
    return new TagResourceResponse();
  }

  private UntagResourceResponse untag(UntagResourceRequest request, Call call) {
    targets.change(
        targets.ofArn(call, request.resourceARN()),
        spec -> {
          Map<String, String> left = new TreeMap<>(asEmpty(spec.tags()));
          left.keySet().removeAll(request.tagKeys());
          return spec.withTags(left.isEmpty() ? null : left);
        });
    return new UntagResourceResponse();
  }
}
