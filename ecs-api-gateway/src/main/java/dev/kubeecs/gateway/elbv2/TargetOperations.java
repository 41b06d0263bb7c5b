package dev.kubeecs.gateway.elbv2;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.DeregisterTargetsInput;
import dev.kubeecs.api.elbv2.DeregisterTargetsOutput;
import dev.kubeecs.api.elbv2.DescribeTargetHealthInput;
import dev.kubeecs.api.elbv2.DescribeTargetHealthOutput;
import dev.kubeecs.api.elbv2.RegisterTargetsInput;
import dev.kubeecs.api.elbv2.RegisterTargetsOutput;
import dev.kubeecs.api.elbv2.TargetDescription;
import dev.kubeecs.api.elbv2.TargetHealth;
import dev.kubeecs.api.elbv2.TargetHealthDescription;
import dev.kubeecs.api.elbv2.TargetHealthReasonEnum;
import dev.kubeecs.api.elbv2.TargetHealthStateEnum;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.loadbalancing.HealthCheck;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import dev.kubeecs.resources.loadbalancing.validation.Addresses;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Targets that are registered by hand, and the health of all targets. */
@Singleton
public final class TargetOperations implements Handlers {

  private final Balancing balancing;

  TargetOperations(Balancing balancing) {
    this.balancing = balancing;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(RegisterTargetsInput.class, this::register)
        .on(DeregisterTargetsInput.class, this::deregister)
        .on(DescribeTargetHealthInput.class, this::health);
  }

  private RegisterTargetsOutput register(RegisterTargetsInput request, Call call) {
    balancing.edit(
        balancing.requireTargetGroup(call, request.targetGroupArn()),
        spec -> {
          List<TargetDescription> targets = new ArrayList<>(asEmpty(spec.targets()));
          for (TargetDescription target : request.targets()) {
            if (spec.targetType() == TargetTypeEnum.IP) {
              ElbErrors.requireKept(Addresses.violationOfTarget(target.id()));
            }
            targets.removeIf(present -> isSame(present, target, spec));
            targets.add(target);
          }
          return spec.withTargets(targets);
        });
    return new RegisterTargetsOutput();
  }

  private DeregisterTargetsOutput deregister(DeregisterTargetsInput request, Call call) {
    balancing.edit(
        balancing.requireTargetGroup(call, request.targetGroupArn()),
        spec -> {
          List<TargetDescription> targets = new ArrayList<>(asEmpty(spec.targets()));
          for (TargetDescription target : request.targets()) {
            targets.removeIf(
                present ->
                    target.port() == null
                        ? present.id().equals(target.id())
                        : isSame(present, target, spec));
          }
          return spec.withTargets(targets);
        });
    return new DeregisterTargetsOutput();
  }

  private DescribeTargetHealthOutput health(DescribeTargetHealthInput request, Call call) {
    TargetGroup group = balancing.requireTargetGroup(call, request.targetGroupArn());
    List<RegisteredTarget> registered =
        group.getStatus() == null ? List.of() : asEmpty(group.getStatus().targets());
    if (asEmpty(request.targets()).isEmpty()) {
      return DescribeTargetHealthOutput.builder()
          .targetHealthDescriptions(registered.stream().map(t -> view(group, t)).toList())
          .build();
    }
    List<TargetHealthDescription> asked = new ArrayList<>();
    for (TargetDescription target : request.targets()) {
      int port = port(target, LoadBalancers.spec(group));
      asked.add(
          registered.stream()
              .filter(r -> r.id().equals(target.id()) && r.port() == port)
              .findFirst()
              .map(r -> view(group, r))
              .orElseGet(() -> unknown(target, port)));
    }
    return DescribeTargetHealthOutput.builder().targetHealthDescriptions(asked).build();
  }

  private static TargetHealthDescription view(TargetGroup group, RegisteredTarget target) {
    HealthCheck check = HealthCheck.of(LoadBalancers.spec(group));
    return TargetHealthDescription.builder()
        .target(
            TargetDescription.builder()
                .id(target.id())
                .port(target.port())
                .availabilityZone(target.availabilityZone())
                .build())
        .healthCheckPort(
            check.port().equals(HealthCheck.TRAFFIC_PORT)
                ? String.valueOf(target.port())
                : check.port())
        .targetHealth(target.health())
        .build();
  }

  private static TargetHealthDescription unknown(TargetDescription target, int port) {
    return TargetHealthDescription.builder()
        .target(target.toBuilder().port(port).build())
        .targetHealth(
            TargetHealth.builder()
                .state(TargetHealthStateEnum.UNUSED)
                .reason(TargetHealthReasonEnum.TARGET_NOTREGISTERED)
                .description("Target is not registered to the target group")
                .build())
        .build();
  }

  private static boolean isSame(
      TargetDescription one, TargetDescription other, TargetGroupSpec spec) {
    return one.id().equals(other.id()) && port(one, spec) == port(other, spec);
  }

  private static int port(TargetDescription target, TargetGroupSpec spec) {
    return or(target.port(), LoadBalancers.port(spec));
  }
}
