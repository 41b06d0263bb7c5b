package dev.kubeecs.gateway.logs;

import dev.kubeecs.api.logs.ListTagsForResourceRequest;
import dev.kubeecs.api.logs.ListTagsForResourceResponse;
import dev.kubeecs.api.logs.ListTagsLogGroupRequest;
import dev.kubeecs.api.logs.ListTagsLogGroupResponse;
import dev.kubeecs.api.logs.TagLogGroupRequest;
import dev.kubeecs.api.logs.TagResourceRequest;
import dev.kubeecs.api.logs.UntagLogGroupRequest;
import dev.kubeecs.api.logs.UntagResourceRequest;
import dev.kubeecs.gateway.logs.store.LogGroup;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.model.NoResponse;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The operations on tags of log groups, by ARN and, as of old, by name. */
@Singleton
final class LogTags implements Handlers {

  /** Source: API reference of TagResource. */
  private static final int MOST_TAGS = 50;

  private final LogGroups groups;

  LogTags(LogGroups groups) {
    this.groups = groups;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(
            TagResourceRequest.class,
            (request, call) -> tag(byArn(request.resourceArn(), call), request.tags()))
        .on(
            UntagResourceRequest.class,
            (request, call) -> untag(byArn(request.resourceArn(), call), request.tagKeys()))
        .on(
            ListTagsForResourceRequest.class,
            (request, call) ->
                new ListTagsForResourceResponse(
                    byArn(request.resourceArn(), call).description().tags()))
        .on(
            TagLogGroupRequest.class,
            (request, call) -> tag(groups.require(call, request.logGroupName()), request.tags()))
        .on(
            UntagLogGroupRequest.class,
            (request, call) -> untag(groups.require(call, request.logGroupName()), request.tags()))
        .on(
            ListTagsLogGroupRequest.class,
            (request, call) ->
                new ListTagsLogGroupResponse(
                    groups.require(call, request.logGroupName()).description().tags()));
  }

  /** Refuses tags that AWS keeps for itself. */
  static void check(Map<String, String> tags) {
    tags.keySet().stream()
        .filter(key -> key.toLowerCase(Locale.ROOT).startsWith("aws:"))
        .findFirst()
        .ifPresent(
            key -> {
              throw LogErrors.invalid("aws: prefixed tag key names are not allowed: %s", key);
            });
  }

  private LogGroup byArn(String arn, Call call) {
    if (!arn.startsWith("arn:")) {
      throw LogErrors.invalid("%s is not an ARN.", arn);
    }
    return groups.require(call, LogArn.groupName(call.account(), arn));
  }

  private static NoResponse tag(LogGroup group, Map<String, String> tags) {
    check(tags);
    group.change(
        current -> {
          Map<String, String> all = new TreeMap<>(current.tags());
          all.putAll(tags);
          if (all.size() > MOST_TAGS) {
            throw new AwsException(
                "TooManyTagsException", "A log group has at most " + MOST_TAGS + " tags.");
          }
          return current.withTags(all);
        });
    return NoResponse.DONE;
  }

  private static NoResponse untag(LogGroup group, Collection<String> keys) {
    group.change(
        current -> {
          Map<String, String> left = new TreeMap<>(current.tags());
          left.keySet().removeAll(keys);
          return current.withTags(left);
        });
    return NoResponse.DONE;
  }
}
