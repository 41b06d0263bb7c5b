package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.gateway.applicationautoscaling.ScalingErrors.invalid;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.DeleteScheduledActionRequest;
import dev.kubeecs.api.applicationautoscaling.DeleteScheduledActionResponse;
import dev.kubeecs.api.applicationautoscaling.DescribeScheduledActionsRequest;
import dev.kubeecs.api.applicationautoscaling.DescribeScheduledActionsResponse;
import dev.kubeecs.api.applicationautoscaling.PutScheduledActionRequest;
import dev.kubeecs.api.applicationautoscaling.PutScheduledActionResponse;
import dev.kubeecs.api.applicationautoscaling.ScalableDimension;
import dev.kubeecs.api.applicationautoscaling.ScheduledAction;
import dev.kubeecs.api.applicationautoscaling.ServiceNamespace;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpec;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.autoscaling.Schedule;
import dev.kubeecs.resources.autoscaling.ScheduledActionSpec;
import dev.kubeecs.resources.autoscaling.ScheduledActionSpecBuilder;
import dev.kubeecs.resources.naming.Account;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PutScheduledAction, DeleteScheduledAction and DescribeScheduledActions. */
@Singleton
final class ScheduledActionOperations implements Handlers {

  /** Source: quotas of Application Auto Scaling, scheduled actions per scalable target. */
  private static final int MOST = 200;

  private final KnownScalableTargets targets;
  private final Clock clock;

  ScheduledActionOperations(KnownScalableTargets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(PutScheduledActionRequest.class, this::put)
        .on(DeleteScheduledActionRequest.class, this::delete)
        .on(DescribeScheduledActionsRequest.class, this::describe);
  }

  private PutScheduledActionResponse put(PutScheduledActionRequest request, Call call) {
    KnownScalableTargets.requireService(request.serviceNamespace(), request.scalableDimension());
    ScalableTarget target = targets.require(call, request.resourceId());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    targets.change(target, spec -> with(spec, request, now));
    return new PutScheduledActionResponse();
  }

  private static ScalableTargetSpec with(
      ScalableTargetSpec spec, PutScheduledActionRequest request, Instant now) {
    List<ScheduledActionSpec> actions = new ArrayList<>(asEmpty(spec.scheduledActions()));
    Optional<ScheduledActionSpec> before =
        actions.stream()
            .filter(a -> a.scheduledActionName().equals(request.scheduledActionName()))
            .findFirst();
    before.ifPresent(actions::remove);
    ScheduledActionSpec old =
        before.orElseGet(
            () ->
                ScheduledActionSpecBuilder.builder()
                    .scheduledActionName(request.scheduledActionName())
                    .creationTime(now)
                    .build());
    // Source: the API reference; times that an update leaves out are removed.
    ScheduledActionSpec action =
        old.with(
            a ->
                a.schedule(or(request.schedule(), old.schedule()))
                    .timezone(or(request.timezone(), old.timezone()))
                    .startTime(request.startTime())
                    .endTime(request.endTime())
                    .scalableTargetAction(
                        or(request.scalableTargetAction(), old.scalableTargetAction())));
    check(action, now);
    actions.add(action);
    if (actions.size() > MOST) {
      throw ScalingErrors.limit(MOST, "scheduled actions");
    }
    return spec.withScheduledActions(actions);
  }

  private static void check(ScheduledActionSpec action, Instant now) {
    if (action.schedule() == null) {
      throw invalid("Schedule must be given for a new scheduled action.");
    }
    Integer min =
        action.scalableTargetAction() == null ? null : action.scalableTargetAction().minCapacity();
    Integer max =
        action.scalableTargetAction() == null ? null : action.scalableTargetAction().maxCapacity();
    if (min == null && max == null) {
      throw invalid("ScalableTargetAction must have MinCapacity, MaxCapacity or both.");
    }
    if (or(min, 0) < 0 || or(max, 0) < 0) {
      throw invalid("MinCapacity and MaxCapacity must not be negative.");
    }
    if (min != null && max != null && max < min) {
      throw invalid("Maximum capacity cannot be less than minimum capacity");
    }
    try {
      if (Schedule.of(action) instanceof Schedule.At at && !at.time().isAfter(now)) {
        throw invalid("The time of Schedule '%s' has passed.", action.schedule());
      }
    } catch (IllegalArgumentException e) {
      throw invalid("Invalid %s", e.getMessage());
    }
    if (action.endTime() != null && !action.endTime().isAfter(or(action.startTime(), now))) {
      throw invalid("EndTime must be in the future, and after StartTime.");
    }
  }

  private DeleteScheduledActionResponse delete(DeleteScheduledActionRequest request, Call call) {
    KnownScalableTargets.requireService(request.serviceNamespace(), request.scalableDimension());
    String name = request.scheduledActionName();
    ScalableTarget target =
        targets
            .find(call, request.resourceId())
            .filter(
                found ->
                    asEmpty(found.getSpec().scheduledActions()).stream()
                        .anyMatch(action -> action.scheduledActionName().equals(name)))
            .orElseThrow(() -> ScalingErrors.noAction(request.resourceId(), name));
    targets.change(
        target,
        spec ->
            spec.withScheduledActions(
                asEmpty(spec.scheduledActions()).stream()
                    .filter(action -> !action.scheduledActionName().equals(name))
                    .toList()));
    return new DeleteScheduledActionResponse();
  }

  private DescribeScheduledActionsResponse describe(
      DescribeScheduledActionsRequest request, Call call) {
    KnownScalableTargets.requireService(
        request.serviceNamespace(), request.scalableDimension(), request.resourceId() != null);
    List<String> names = asEmpty(request.scheduledActionNames());
    List<ScheduledAction> all =
        targets.ofResource(call, request.resourceId()).stream()
            .flatMap(
                target ->
                    asEmpty(target.getSpec().scheduledActions()).stream()
                        .filter(a -> names.isEmpty() || names.contains(a.scheduledActionName()))
                        .map(action -> view(call.account(), target, action)))
            .toList();
    Page<ScheduledAction> page =
        Paging.of(call, request.maxResults(), request.nextToken())
            .of(all, action -> action.resourceId() + "\n" + action.scheduledActionName());
    return new DescribeScheduledActionsResponse(page.items(), page.nextToken());
  }

  private static ScheduledAction view(
      Account account, ScalableTarget target, ScheduledActionSpec action) {
    return ScheduledAction.builder()
        .scheduledActionName(action.scheduledActionName())
        .scheduledActionARN(
            ScalableTargets.scheduledActionArn(account, target, action.scheduledActionName()))
        .serviceNamespace(ServiceNamespace.ECS)
        .schedule(action.schedule())
        .timezone(action.timezone())
        .resourceId(target.getSpec().resourceId())
        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIREDCOUNT)
        .startTime(action.startTime())
        .endTime(action.endTime())
        .scalableTargetAction(action.scalableTargetAction())
        .creationTime(
            or(action.creationTime(), Instant.parse(target.getMetadata().getCreationTimestamp())))
        .build();
  }
}
