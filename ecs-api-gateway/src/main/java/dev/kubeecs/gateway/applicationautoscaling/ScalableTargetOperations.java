package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.gateway.applicationautoscaling.ScalingErrors.invalid;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.applicationautoscaling.DeregisterScalableTargetRequest;
import dev.kubeecs.api.applicationautoscaling.DeregisterScalableTargetResponse;
import dev.kubeecs.api.applicationautoscaling.DescribeScalableTargetsRequest;
import dev.kubeecs.api.applicationautoscaling.DescribeScalableTargetsResponse;
import dev.kubeecs.api.applicationautoscaling.RegisterScalableTargetRequest;
import dev.kubeecs.api.applicationautoscaling.RegisterScalableTargetResponse;
import dev.kubeecs.api.applicationautoscaling.ScalableDimension;
import dev.kubeecs.api.applicationautoscaling.ServiceNamespace;
import dev.kubeecs.api.applicationautoscaling.SuspendedState;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpec;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpecBuilder;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Owners;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.ServiceState;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** RegisterScalableTarget, DeregisterScalableTarget and DescribeScalableTargets. */
@Singleton
final class ScalableTargetOperations implements Handlers {

  private final KnownScalableTargets targets;
  private final Services services;

  ScalableTargetOperations(KnownScalableTargets targets, Services services) {
    this.targets = targets;
    this.services = services;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(RegisterScalableTargetRequest.class, this::register)
        .on(DeregisterScalableTargetRequest.class, this::deregister)
        .on(DescribeScalableTargetsRequest.class, this::describe);
  }

  private RegisterScalableTargetResponse register(
      RegisterScalableTargetRequest request, Call call) {
    KnownScalableTargets.requireService(request.serviceNamespace(), request.scalableDimension());
    EcsService service = requireScalable(call, request.resourceId());
    ScalingTags.check(asEmpty(request.tags()));
    ScalableTarget registered =
        targets
            .find(call, request.resourceId())
            .map(target -> targets.change(target, spec -> changed(spec, request)))
            .orElseGet(() -> create(call, service, request));
    return new RegisterScalableTargetResponse(ScalableTargets.arn(call.account(), registered));
  }

  private ScalableTarget create(
      Call call, EcsService service, RegisterScalableTargetRequest request) {
    if (request.minCapacity() == null || request.maxCapacity() == null) {
      throw invalid("MinCapacity and MaxCapacity must be given to register a new scalable target.");
    }
    ScalableTarget target = new ScalableTarget();
    target.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(
                ObjectNames.service(ServiceFacts.cluster(service), ServiceFacts.name(service)))
            // A service that has gone cannot be scaled, nor can one of the same name be by
            // surprise.
            .withOwnerReferences(Owners.reference(service))
            .build());
    target.setSpec(
        changed(
            ScalableTargetSpecBuilder.builder().resourceId(request.resourceId()).build(), request));
    return targets
        .store()
        .create(target)
        .orElseThrow(
            () ->
                new AwsException(
                    "ConcurrentUpdateException",
                    "Another request registers the same scalable target."));
  }

  private static ScalableTargetSpec changed(
      ScalableTargetSpec spec, RegisterScalableTargetRequest request) {
    int min = or(request.minCapacity(), or(spec.minCapacity(), 0));
    int max = or(request.maxCapacity(), or(spec.maxCapacity(), 0));
    if (min < 0 || max < 0) {
      throw invalid("MinCapacity and MaxCapacity must not be negative.");
    }
    if (max < min) {
      throw invalid("Maximum capacity cannot be less than minimum capacity");
    }
    return spec.with(
        s ->
            s.minCapacity(min)
                .maxCapacity(max)
                .roleARN(or(request.roleARN(), spec.roleARN()))
                .suspendedState(or(request.suspendedState(), spec.suspendedState()))
                .tags(ScalingTags.merged(asEmpty(spec.tags()), asEmpty(request.tags()))));
  }

  private EcsService requireScalable(Call call, String resourceId) {
    if (!resourceId.matches(ScalableTargets.RESOURCE_ID)) {
      throw invalid("ResourceId must be service/<cluster>/<service>, but is '%s'.", resourceId);
    }
    EcsService service =
        services
            .find(call, ScalableTargets.cluster(resourceId), ScalableTargets.service(resourceId))
            .filter(found -> ServiceFacts.state(found) == ServiceState.ACTIVE)
            .orElseThrow(() -> invalid("ECS service doesn't exist: %s", resourceId));
    if (ServiceFacts.schedulingStrategy(service) == SchedulingStrategy.DAEMON) {
      throw invalid("A service with the scheduling strategy DAEMON has no desired count to scale.");
    }
    return service;
  }

  private DeregisterScalableTargetResponse deregister(
      DeregisterScalableTargetRequest request, Call call) {
    KnownScalableTargets.requireService(request.serviceNamespace(), request.scalableDimension());
    targets.store().delete(targets.require(call, request.resourceId()));
    return new DeregisterScalableTargetResponse();
  }

  private DescribeScalableTargetsResponse describe(
      DescribeScalableTargetsRequest request, Call call) {
    List<String> ids = asEmpty(request.resourceIds());
    KnownScalableTargets.requireService(
        request.serviceNamespace(), request.scalableDimension(), !ids.isEmpty());
    Page<ScalableTarget> page =
        Paging.of(call, request.maxResults(), request.nextToken())
            .of(
                targets.all(call).stream()
                    .filter(t -> ids.isEmpty() || ids.contains(t.getSpec().resourceId()))
                    .toList(),
                target -> target.getSpec().resourceId());
    return new DescribeScalableTargetsResponse(
        page.items().stream().map(target -> view(call.account(), target)).toList(),
        page.nextToken());
  }

  private static dev.kubeecs.api.applicationautoscaling.ScalableTarget view(
      Account account, ScalableTarget target) {
    ScalableTargetSpec spec = target.getSpec();
    SuspendedState suspended = or(spec.suspendedState(), SuspendedState.builder().build());
    return dev.kubeecs.api.applicationautoscaling.ScalableTarget.builder()
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId(spec.resourceId())
        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIREDCOUNT)
        .minCapacity(spec.minCapacity())
        .maxCapacity(spec.maxCapacity())
        .roleARN(or(spec.roleARN(), linkedRole(account)))
        .creationTime(Instant.parse(target.getMetadata().getCreationTimestamp()))
        .suspendedState(
            new SuspendedState(
                or(suspended.dynamicScalingInSuspended(), false),
                or(suspended.dynamicScalingOutSuspended(), false),
                or(suspended.scheduledScalingSuspended(), false)))
        .scalableTargetARN(ScalableTargets.arn(account, target))
        .build();
  }

  private static String linkedRole(Account account) {
    return ("arn:aws:iam::%s:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
            + "AWSServiceRoleForApplicationAutoScaling_ECSService")
        .formatted(account.id());
  }
}
