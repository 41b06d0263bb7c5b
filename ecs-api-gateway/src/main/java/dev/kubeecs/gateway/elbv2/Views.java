package dev.kubeecs.gateway.elbv2;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.AvailabilityZone;
import dev.kubeecs.api.elbv2.IpAddressType;
import dev.kubeecs.api.elbv2.LoadBalancerAddress;
import dev.kubeecs.api.elbv2.LoadBalancerSchemeEnum;
import dev.kubeecs.api.elbv2.LoadBalancerState;
import dev.kubeecs.api.elbv2.LoadBalancerStateEnum;
import dev.kubeecs.api.elbv2.Matcher;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.Rule;
import dev.kubeecs.api.elbv2.SubnetMapping;
import dev.kubeecs.api.elbv2.TargetGroupIpAddressTypeEnum;
import dev.kubeecs.api.elbv2.TargetGroupTuple;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.loadbalancing.HealthCheck;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Resources as ELB shows them. */
@Singleton
final class Views {

  /** Kubernetes has no like: an account has the one VPC. */
  static final String VPC = "vpc-00000000000000000";

  private final Balancing balancing;
  private final String clusterDomain;

  Views(Balancing balancing, GatewayConfiguration configuration) {
    this.balancing = balancing;
    this.clusterDomain = configuration.clusterDomain();
  }

  dev.kubeecs.api.elbv2.LoadBalancer of(Call call, LoadBalancer resource) {
    LoadBalancerSpec spec = LoadBalancers.spec(resource);
    var status = Optional.ofNullable(resource.getStatus());
    return dev.kubeecs.api.elbv2.LoadBalancer.builder()
        .loadBalancerArn(LoadBalancers.arn(call.account(), resource))
        .loadBalancerName(LoadBalancers.name(resource))
        .dnsName(LoadBalancers.dnsName(resource, clusterDomain))
        .createdTime(Instant.parse(resource.getMetadata().getCreationTimestamp()))
        .scheme(or(spec.scheme(), LoadBalancerSchemeEnum.INTERNET_FACING))
        .vpcId(VPC)
        .state(
            status
                .map(s -> s.state())
                .orElseGet(
                    () ->
                        LoadBalancerState.builder()
                            .code(LoadBalancerStateEnum.PROVISIONING)
                            .build()))
        .type(LoadBalancers.type(resource))
        .availabilityZones(zones(call, spec, status.map(s -> s.addresses()).orElse(null)))
        .securityGroups(spec.securityGroups())
        .ipAddressType(or(spec.ipAddressType(), IpAddressType.IPV4))
        .build();
  }

  /** A zone for each subnet, in their order; the first one tells where clients may connect. */
  static List<AvailabilityZone> zones(Call call, LoadBalancerSpec spec, List<String> addresses) {
    List<String> subnets =
        Stream.concat(
                asEmpty(spec.subnets()).stream(),
                asEmpty(spec.subnetMappings()).stream().map(SubnetMapping::subnetId))
            .toList();
    List<AvailabilityZone> zones = new ArrayList<>();
    for (String subnet : subnets) {
      zones.add(
          AvailabilityZone.builder()
              .zoneName(call.account().region() + (char) ('a' + zones.size()))
              .subnetId(subnet)
              .loadBalancerAddresses(
                  zones.isEmpty()
                      ? asEmpty(addresses).stream()
                          .map(address -> LoadBalancerAddress.builder().ipAddress(address).build())
                          .toList()
                      : List.of())
              .build());
    }
    return zones;
  }

  dev.kubeecs.api.elbv2.TargetGroup of(Call call, TargetGroup resource) {
    TargetGroupSpec spec = LoadBalancers.spec(resource);
    boolean application = LoadBalancers.isApplication(spec.protocol());
    HealthCheck check = HealthCheck.of(spec);
    boolean http = check.kind() != HealthCheck.Kind.TCP;
    return dev.kubeecs.api.elbv2.TargetGroup.builder()
        .targetGroupArn(LoadBalancers.arn(call.account(), resource))
        .targetGroupName(LoadBalancers.name(resource))
        .protocol(or(spec.protocol(), ProtocolEnum.HTTP))
        .protocolVersion(application ? or(spec.protocolVersion(), "HTTP1") : null)
        .port(spec.port())
        .vpcId(or(spec.vpcId(), VPC))
        .targetType(or(spec.targetType(), TargetTypeEnum.INSTANCE))
        .ipAddressType(or(spec.ipAddressType(), TargetGroupIpAddressTypeEnum.IPV4))
        .healthCheckEnabled(true)
        .healthCheckProtocol(ProtocolEnum.valueOf(check.kind().name()))
        .healthCheckPort(check.port())
        .healthCheckPath(http ? check.path() : null)
        .healthCheckIntervalSeconds((int) check.interval().toSeconds())
        .healthCheckTimeoutSeconds((int) check.timeout().toSeconds())
        .healthyThresholdCount(check.healthyThreshold())
        .unhealthyThresholdCount(check.unhealthyThreshold())
        .matcher(http ? Matcher.builder().httpCode(check.statuses()).build() : null)
        .loadBalancerArns(
            balancing.forwardingTo(call, resource).stream()
                .map(loadBalancer -> LoadBalancers.arn(call.account(), loadBalancer))
                .sorted()
                .toList())
        .build();
  }

  dev.kubeecs.api.elbv2.Listener of(Call call, LoadBalancer loadBalancer, Listener resource) {
    var spec = resource.getSpec();
    return dev.kubeecs.api.elbv2.Listener.builder()
        .listenerArn(LoadBalancers.arn(call.account(), loadBalancer, resource))
        .loadBalancerArn(LoadBalancers.arn(call.account(), loadBalancer))
        .port(spec.port())
        .protocol(spec.protocol())
        .certificates(spec.certificates())
        .sslPolicy(
            spec.protocol() == ProtocolEnum.HTTPS
                ? or(spec.sslPolicy(), "ELBSecurityPolicy-2016-08")
                : null)
        .defaultActions(actions(call, spec.defaultActions()))
        .build();
  }

  Rule of(Call call, LoadBalancer loadBalancer, Listener listener, ListenerRule resource) {
    var spec = resource.getSpec();
    return Rule.builder()
        .ruleArn(LoadBalancers.arn(call.account(), loadBalancer, listener, resource))
        .priority(String.valueOf(spec.priority()))
        .conditions(spec.conditions())
        .actions(actions(call, spec.actions()))
        .isDefault(false)
        .build();
  }

  Rule defaultRule(Call call, LoadBalancer loadBalancer, Listener listener) {
    return Rule.builder()
        .ruleArn(LoadBalancers.defaultRuleArn(call.account(), loadBalancer, listener))
        .priority("default")
        .conditions(List.of())
        .actions(actions(call, listener.getSpec().defaultActions()))
        .isDefault(true)
        .build();
  }

  /** Both ways of naming target groups are shown, by ARN, whichever was used. */
  private List<Action> actions(Call call, List<Action> actions) {
    return asEmpty(actions).stream().map(action -> action(call, action)).toList();
  }

  private Action action(Call call, Action action) {
    List<TargetGroupTuple> groups =
        LoadBalancers.tuples(action)
            .map(
                group ->
                    group.toBuilder()
                        .targetGroupArn(arn(call, group.targetGroupArn()))
                        .weight(or(group.weight(), 1))
                        .build())
            .toList();
    if (groups.isEmpty()) {
      return action;
    }
    var config =
        Optional.ofNullable(action.forwardConfig())
            .map(present -> present.toBuilder())
            .orElseGet(dev.kubeecs.api.elbv2.ForwardActionConfig::builder);
    return action.toBuilder()
        .targetGroupArn(groups.size() == 1 ? groups.getFirst().targetGroupArn() : null)
        .forwardConfig(
            config
                .targetGroups(groups)
                .targetGroupStickinessConfig(
                    dev.kubeecs.api.elbv2.TargetGroupStickinessConfig.builder()
                        .enabled(false)
                        .build())
                .build())
        .build();
  }

  private String arn(Call call, String nameOrArn) {
    return balancing
        .targetGroup(call, nameOrArn)
        .map(group -> LoadBalancers.arn(call.account(), group))
        .orElse(nameOrArn);
  }
}
