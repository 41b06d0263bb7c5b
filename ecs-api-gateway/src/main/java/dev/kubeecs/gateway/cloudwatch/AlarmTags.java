package dev.kubeecs.gateway.cloudwatch;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.cloudwatch.ListTagsForResourceInput;
import dev.kubeecs.api.cloudwatch.ListTagsForResourceOutput;
import dev.kubeecs.api.cloudwatch.Tag;
import dev.kubeecs.api.cloudwatch.TagResourceInput;
import dev.kubeecs.api.cloudwatch.TagResourceOutput;
import dev.kubeecs.api.cloudwatch.UntagResourceInput;
import dev.kubeecs.api.cloudwatch.UntagResourceOutput;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags of alarms. */
@Singleton
final class AlarmTags implements Handlers {

  /** Source: the CloudWatch API reference, TagResource. */
  private static final int MOST = 50;

  private final KnownAlarms alarms;

  AlarmTags(KnownAlarms alarms) {
    this.alarms = alarms;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(
            TagResourceInput.class,
            (request, call) -> {
              change(call, request.resourceARN(), request.tags(), List.of());
              return new TagResourceOutput();
            })
        .on(
            UntagResourceInput.class,
            (request, call) -> {
              change(call, request.resourceARN(), List.of(), request.tagKeys());
              return new UntagResourceOutput();
            })
        .on(ListTagsForResourceInput.class, this::list);
  }

  /** The tags of a request; null if there are none. */
  static Map<String, String> of(List<Tag> tags) {
    return changed(Map.of(), asEmpty(tags), List.of());
  }

  private ListTagsForResourceOutput list(ListTagsForResourceInput request, Call call) {
    return new ListTagsForResourceOutput(
        asEmpty(require(call, request.resourceARN()).getSpec().tags()).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList());
  }

  private void change(Call call, String arn, List<Tag> added, List<String> removed) {
    alarms.change(
        require(call, arn), spec -> spec.withTags(changed(asEmpty(spec.tags()), added, removed)));
  }

  private static Map<String, String> changed(
      Map<String, String> tags, List<Tag> added, List<String> removed) {
    Map<String, String> changed = new TreeMap<>(tags);
    added.forEach(tag -> changed.put(tag.key(), tag.value()));
    removed.forEach(changed::remove);
    if (changed.size() > MOST) {
      throw CloudWatchErrors.invalid("An alarm can have at most %d tags.".formatted(MOST));
    }
    return changed.isEmpty() ? null : changed;
  }

  private MetricAlarm require(Call call, String arn) {
    String prefix = ScalableTargets.alarmArn(call.account(), "");
    return alarms
        .find(call, arn.startsWith(prefix) ? arn.substring(prefix.length()) : "")
        .orElseThrow(() -> CloudWatchErrors.noResource(arn));
  }
}
