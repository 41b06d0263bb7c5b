package dev.kubeecs.operator.autoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.applicationautoscaling.ScalableTargetAction;
import dev.kubeecs.api.applicationautoscaling.ScalingActivityStatusCode;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatusBuilder;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What scaling has done, newest first, in the words of AWS. Source: DescribeScalingActivities of
 * real services and its examples in the API reference.
 */
final class Activities {

  private static final int KEPT = 100;

  private final List<ScalingActivityStatus> all;
  private Instant now;

  /** Goes on after those of before; null is none. */
  Activities(List<ScalingActivityStatus> before, Instant now) {
    this.all = new ArrayList<>(asEmpty(before));
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The last hundred. */
  List<ScalingActivityStatus> all() {
    return all.subList(0, Math.min(KEPT, all.size()));
  }

  /** A scheduled action has set limits. */
  void limits(String actionName, ScalableTargetAction action) {
    String what = words(action);
    begin("Setting " + what, cause(actionName), null);
    end(ScalingActivityStatusCode.SUCCESSFUL, "Successfully set " + what);
  }

  /** A scheduled action would have set limits that cannot be. */
  void impossible(String actionName, ScalableTargetAction action, Limits limits) {
    String what = words(action);
    begin("Setting " + what, cause(actionName), null);
    end(
        ScalingActivityStatusCode.FAILED,
        "Failed to set %s: the min capacity would be %d and the max capacity %d."
            .formatted(what, limits.min(), limits.max()));
  }

  /** A desired count is set, and remains to be reached. */
  void desired(int count, String cause) {
    all.replaceAll(
        activity ->
            isOpen(activity)
                ? ended(activity, ScalingActivityStatusCode.OVERRIDDEN, activity.statusMessage())
                : activity);
    begin("Setting desired count to " + count + ".", cause, count);
    all.set(
        0,
        all.getFirst()
            .with(
                a ->
                    a.statusCode(ScalingActivityStatusCode.INPROGRESS)
                        .statusMessage(
                            "Successfully set desired count to "
                                + count
                                + ". Waiting for change to be fulfilled by ecs.")));
  }

  /** Ends what a service has fulfilled, or somebody else has set otherwise. */
  void follow(EcsService service) {
    all.replaceAll(
        activity -> {
          if (!isOpen(activity)) {
            return activity;
          }
          Integer count = activity.desiredCount();
          if (!Objects.equals(service.getSpec().desiredCount(), count)) {
            return ended(activity, ScalingActivityStatusCode.OVERRIDDEN, activity.statusMessage());
          }
          EcsServiceStatus status = service.getStatus();
          boolean fulfilled =
              status != null
                  && Objects.equals(
                      status.observedGeneration(), service.getMetadata().getGeneration())
                  && Objects.equals(status.desiredCount(), count)
                  && Objects.equals(status.runningCount(), count);
          return fulfilled
              ? ended(
                  activity,
                  ScalingActivityStatusCode.SUCCESSFUL,
                  "Successfully set desired count to "
                      + count
                      + ". Change successfully fulfilled by ecs.")
              : activity;
        });
  }

  private static boolean isOpen(ScalingActivityStatus activity) {
    return activity.statusCode() == ScalingActivityStatusCode.INPROGRESS;
  }

  private ScalingActivityStatus ended(
      ScalingActivityStatus activity, ScalingActivityStatusCode code, String message) {
    return activity.with(a -> a.statusCode(code).statusMessage(message).endTime(now));
  }

  /** Each begins at a time of its own, by which they are listed. */
  private void begin(String description, String cause, Integer desiredCount) {
    if (!all.isEmpty() && !all.getFirst().startTime().isBefore(now)) {
      now = all.getFirst().startTime().plusMillis(1);
    }
    UUID id = UUID.nameUUIDFromBytes((now + description).getBytes(StandardCharsets.UTF_8));
    all.addFirst(
        ScalingActivityStatusBuilder.builder()
            .activityId(id.toString())
            .description(description)
            .cause(cause)
            .startTime(now)
            .desiredCount(desiredCount)
            .build());
  }

  private void end(ScalingActivityStatusCode code, String message) {
    all.set(0, ended(all.getFirst(), code, message));
  }

  private static String cause(String actionName) {
    return "scheduled action name " + actionName + " was triggered";
  }

  private static String words(ScalableTargetAction action) {
    return Stream.of(
            action.minCapacity() == null ? null : "min capacity to " + action.minCapacity(),
            action.maxCapacity() == null ? null : "max capacity to " + action.maxCapacity())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" and "));
  }
}
