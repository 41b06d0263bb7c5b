package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.DescribeScalingActivitiesRequest;
import dev.kubeecs.api.applicationautoscaling.DescribeScalingActivitiesResponse;
import dev.kubeecs.api.applicationautoscaling.ScalableDimension;
import dev.kubeecs.api.applicationautoscaling.ScalingActivity;
import dev.kubeecs.api.applicationautoscaling.ServiceNamespace;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargetStatus;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** DescribeScalingActivities: what the operator has told, the newest first. */
@Singleton
final class ScalingActivityOperations implements Handlers {

  private final KnownScalableTargets targets;

  ScalingActivityOperations(KnownScalableTargets targets) {
    this.targets = targets;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(DescribeScalingActivitiesRequest.class, this::describe);
  }

  private DescribeScalingActivitiesResponse describe(
      DescribeScalingActivitiesRequest request, Call call) {
    KnownScalableTargets.requireService(
        request.serviceNamespace(), request.scalableDimension(), request.resourceId() != null);
    List<ScalingActivity> all =
        targets.ofResource(call, request.resourceId()).stream()
            .flatMap(ScalingActivityOperations::activities)
            .toList();
    Page<ScalingActivity> page =
        Paging.of(call, request.maxResults(), request.nextToken())
            .descending()
            .of(all, ScalingActivityOperations::key);
    return new DescribeScalingActivitiesResponse(page.items(), page.nextToken());
  }

  private static Stream<ScalingActivity> activities(ScalableTarget target) {
    return asEmpty(or(target.getStatus(), ScalableTargetStatus.NONE).activities()).stream()
        .map(activity -> view(target, activity));
  }

  private static String key(ScalingActivity activity) {
    return "%015d%s".formatted(activity.startTime().toEpochMilli(), activity.activityId());
  }

  private static ScalingActivity view(ScalableTarget target, ScalingActivityStatus activity) {
    return ScalingActivity.builder()
        .activityId(activity.activityId())
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId(target.getSpec().resourceId())
        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIREDCOUNT)
        .description(activity.description())
        .cause(activity.cause())
        .startTime(activity.startTime())
        .endTime(activity.endTime())
        .statusCode(activity.statusCode())
        .statusMessage(activity.statusMessage())
        .build();
  }
}
