package dev.kubeecs.gateway.elbv2;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.CreateTargetGroupInput;
import dev.kubeecs.api.elbv2.CreateTargetGroupOutput;
import dev.kubeecs.api.elbv2.DeleteTargetGroupInput;
import dev.kubeecs.api.elbv2.DeleteTargetGroupOutput;
import dev.kubeecs.api.elbv2.DescribeTargetGroupAttributesInput;
import dev.kubeecs.api.elbv2.DescribeTargetGroupAttributesOutput;
import dev.kubeecs.api.elbv2.DescribeTargetGroupsInput;
import dev.kubeecs.api.elbv2.DescribeTargetGroupsOutput;
import dev.kubeecs.api.elbv2.ModifyTargetGroupAttributesInput;
import dev.kubeecs.api.elbv2.ModifyTargetGroupAttributesOutput;
import dev.kubeecs.api.elbv2.ModifyTargetGroupInput;
import dev.kubeecs.api.elbv2.ModifyTargetGroupOutput;
import dev.kubeecs.api.elbv2.TargetDescription;
import dev.kubeecs.api.elbv2.TargetGroupAttribute;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpecBuilder;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import dev.kubeecs.resources.loadbalancing.validation.LoadBalancingRules;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Target groups and their attributes. */
@Singleton
public final class TargetGroupOperations implements Handlers {

  private final Balancing balancing;
  private final Views views;

  TargetGroupOperations(Balancing balancing, Views views) {
    this.balancing = balancing;
    this.views = views;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateTargetGroupInput.class, this::create)
        .on(DescribeTargetGroupsInput.class, this::describe)
        .on(ModifyTargetGroupInput.class, this::modify)
        .on(DeleteTargetGroupInput.class, this::delete)
        .on(DescribeTargetGroupAttributesInput.class, this::describeAttributes)
        .on(ModifyTargetGroupAttributesInput.class, this::modifyAttributes);
  }

  private CreateTargetGroupOutput create(CreateTargetGroupInput request, Call call) {
    TargetGroupSpec spec =
        TargetGroupSpecBuilder.builder()
            .name(request.name())
            .protocol(request.protocol())
            .protocolVersion(request.protocolVersion())
            .port(request.port())
            .vpcId(request.vpcId())
            .targetType(or(request.targetType(), TargetTypeEnum.INSTANCE))
            .ipAddressType(request.ipAddressType())
            .healthCheckEnabled(request.healthCheckEnabled())
            .healthCheckProtocol(request.healthCheckProtocol())
            .healthCheckPort(request.healthCheckPort())
            .healthCheckPath(request.healthCheckPath())
            .healthCheckIntervalSeconds(request.healthCheckIntervalSeconds())
            .healthCheckTimeoutSeconds(request.healthCheckTimeoutSeconds())
            .healthyThresholdCount(request.healthyThresholdCount())
            .unhealthyThresholdCount(request.unhealthyThresholdCount())
            .matcher(request.matcher())
            .tags(request.tags())
            .build();
    check(spec);
    Optional<TargetGroup> present = balancing.targetGroupNamed(call, request.name());
    if (present.isPresent()) {
      TargetGroupSpec its = LoadBalancers.spec(present.get());
      boolean same =
          its.withAttributes((List<TargetGroupAttribute>) null)
              .withTargets((List<TargetDescription>) null)
              .equals(spec);
      if (!same) {
        throw ElbErrors.duplicateTargetGroup(request.name());
      }
      return new CreateTargetGroupOutput(List.of(views.of(call, present.get())));
    }
    TargetGroup resource = new TargetGroup();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(ObjectNames.loadBalancing(request.name()))
            .build());
    resource.setSpec(spec);
    TargetGroup created =
        balancing
            .targetGroups()
            .create(resource)
            .orElseThrow(() -> ElbErrors.duplicateTargetGroup(request.name()));
    return new CreateTargetGroupOutput(List.of(views.of(call, created)));
  }

  private static void check(TargetGroupSpec spec) {
    if (!Requests.NAME.matcher(spec.name()).matches()) {
      throw ElbErrors.invalid(
          "Target group name '%s' cannot be longer than '32' characters, can only contain"
              + " characters that are alphanumeric characters or hyphens(-) and cannot begin or end"
              + " with a hyphen",
          spec.name());
    }
    if (spec.protocol() == null) {
      throw ElbErrors.invalid("A protocol must be specified");
    }
    if (spec.port() == null) {
      throw ElbErrors.invalid("A port must be specified");
    }
    requireValid(spec);
  }

  private static TargetGroupSpec requireValid(TargetGroupSpec spec) {
    ElbErrors.requireKept(LoadBalancingRules.violation(spec));
    ElbErrors.requireHonoured(UnsupportedOfLoadBalancing.fields(spec));
    return spec;
  }

  private DescribeTargetGroupsOutput describe(DescribeTargetGroupsInput request, Call call) {
    List<TargetGroup> found = new ArrayList<>();
    for (String arn : asEmpty(request.targetGroupArns())) {
      found.add(balancing.requireTargetGroup(call, arn));
    }
    for (String name : asEmpty(request.names())) {
      found.add(balancing.targetGroupNamed(call, name).orElseThrow(ElbErrors::targetGroupNotFound));
    }
    if (found.isEmpty()) {
      found.addAll(balancing.targetGroups().list(call.namespace()));
    }
    if (request.loadBalancerArn() != null) {
      LoadBalancer of = balancing.requireLoadBalancer(call, request.loadBalancerArn());
      found.removeIf(group -> !balancing.forwardingTo(call, group).contains(of));
    }
    Page<TargetGroup> page =
        Requests.page(call, request.pageSize(), request.marker()).of(found, LoadBalancers::name);
    return new DescribeTargetGroupsOutput(
        page.items().stream().map(group -> views.of(call, group)).toList(), page.nextToken());
  }

  private ModifyTargetGroupOutput modify(ModifyTargetGroupInput request, Call call) {
    TargetGroup changed =
        balancing.edit(
            balancing.requireTargetGroup(call, request.targetGroupArn()),
            spec -> {
              TargetGroupSpec next =
                  spec.with(
                      s ->
                          s.healthCheckEnabled(
                                  or(request.healthCheckEnabled(), spec.healthCheckEnabled()))
                              .healthCheckProtocol(
                                  or(request.healthCheckProtocol(), spec.healthCheckProtocol()))
                              .healthCheckPort(
                                  or(request.healthCheckPort(), spec.healthCheckPort()))
                              .healthCheckPath(
                                  or(request.healthCheckPath(), spec.healthCheckPath()))
                              .healthCheckIntervalSeconds(
                                  or(
                                      request.healthCheckIntervalSeconds(),
                                      spec.healthCheckIntervalSeconds()))
                              .healthCheckTimeoutSeconds(
                                  or(
                                      request.healthCheckTimeoutSeconds(),
                                      spec.healthCheckTimeoutSeconds()))
                              .healthyThresholdCount(
                                  or(request.healthyThresholdCount(), spec.healthyThresholdCount()))
                              .unhealthyThresholdCount(
                                  or(
                                      request.unhealthyThresholdCount(),
                                      spec.unhealthyThresholdCount()))
                              .matcher(or(request.matcher(), spec.matcher())));
              return requireValid(next);
            });
    return new ModifyTargetGroupOutput(List.of(views.of(call, changed)));
  }

  private DeleteTargetGroupOutput delete(DeleteTargetGroupInput request, Call call) {
    balancing
        .targetGroup(call, request.targetGroupArn())
        .ifPresent(
            group -> {
              if (!balancing.forwardingTo(call, group).isEmpty()) {
                throw ElbErrors.inUse(request.targetGroupArn());
              }
              balancing.targetGroups().delete(group);
            });
    return new DeleteTargetGroupOutput();
  }

  private DescribeTargetGroupAttributesOutput describeAttributes(
      DescribeTargetGroupAttributesInput request, Call call) {
    return new DescribeTargetGroupAttributesOutput(
        attributes(balancing.requireTargetGroup(call, request.targetGroupArn())));
  }

  private ModifyTargetGroupAttributesOutput modifyAttributes(
      ModifyTargetGroupAttributesInput request, Call call) {
    TargetGroup changed =
        balancing.edit(
            balancing.requireTargetGroup(call, request.targetGroupArn()),
            spec ->
                requireValid(
                    spec.withAttributes(
                        Requests.changed(
                            spec.attributes(),
                            request.attributes(),
                            TargetGroupAttribute::key,
                            TargetGroupAttribute::value,
                            TargetGroupAttribute::new))));
    return new ModifyTargetGroupAttributesOutput(attributes(changed));
  }

  private static List<TargetGroupAttribute> attributes(TargetGroup resource) {
    return Requests.attributes(
        Attributes.of(LoadBalancers.spec(resource)).values(), TargetGroupAttribute::new);
  }
}
