package dev.kubeecs.resources.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.ActionTypeEnum;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.RuleCondition;
import dev.kubeecs.api.elbv2.TargetGroupIpAddressTypeEnum;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What ELB knows and kube-ecs cannot honour. Nothing of it is dropped: it is refused. */
public final class UnsupportedOfLoadBalancing {

  /** Ports that the proxy keeps for itself: its commands and its health. */
  public static final Set<Integer> RESERVED_PORTS = Set.of(65431, 65432);

  private final List<String> fields = new ArrayList<>();

  private UnsupportedOfLoadBalancing() {}

  /** Paths of the members of a load balancer that cannot be honoured. */
  public static List<String> fields(LoadBalancerSpec spec) {
    UnsupportedOfLoadBalancing unsupported = new UnsupportedOfLoadBalancing();
    unsupported.when(spec.type() == LoadBalancerTypeEnum.GATEWAY, "type gateway");
    unsupported.attributes(Attributes.of(spec));
    return unsupported.fields;
  }

  /** Paths of the members of a listener that cannot be honoured. */
  public static List<String> fields(ListenerSpec spec) {
    UnsupportedOfLoadBalancing unsupported = new UnsupportedOfLoadBalancing();
    unsupported.when(
        !EnumSet.of(
                ProtocolEnum.HTTP,
                ProtocolEnum.HTTPS,
                ProtocolEnum.TCP,
                ProtocolEnum.UDP,
                ProtocolEnum.TCP_UDP)
            .contains(spec.protocol()),
        "protocol " + spec.protocol());
    unsupported.when(
        spec.port() != null && RESERVED_PORTS.contains(spec.port()), "port " + spec.port());
    unsupported.attributes(Attributes.of(spec));
    unsupported.actions("defaultActions", spec.defaultActions());
    return unsupported.fields;
  }

  /** Paths of the members of a rule that cannot be honoured. */
  public static List<String> fields(ListenerRuleSpec spec) {
    UnsupportedOfLoadBalancing unsupported = new UnsupportedOfLoadBalancing();
    unsupported.actions("actions", spec.actions());
    asEmpty(spec.conditions()).forEach(unsupported::condition);
    return unsupported.fields;
  }

  /** Paths of the members of a target group that cannot be honoured. */
  public static List<String> fields(TargetGroupSpec spec) {
    UnsupportedOfLoadBalancing unsupported = new UnsupportedOfLoadBalancing();
    unsupported.when(
        EnumSet.of(ProtocolEnum.TLS, ProtocolEnum.GENEVE, ProtocolEnum.QUIC, ProtocolEnum.TCP_QUIC)
            .contains(or(spec.protocol(), ProtocolEnum.HTTP)),
        "protocol " + spec.protocol());
    unsupported.when(
        !or(spec.protocolVersion(), "HTTP1").equals("HTTP1"),
        "protocolVersion " + spec.protocolVersion());
    unsupported.when(
        spec.targetType() == TargetTypeEnum.LAMBDA || spec.targetType() == TargetTypeEnum.ALB,
        "targetType " + spec.targetType());
    unsupported.when(
        spec.ipAddressType() == TargetGroupIpAddressTypeEnum.IPV6, "ipAddressType ipv6");
    unsupported.when(
        spec.matcher() != null && spec.matcher().grpcCode() != null, "matcher.grpcCode");
    unsupported.attributes(Attributes.of(spec));
    return unsupported.fields;
  }

  private void actions(String path, List<Action> actions) {
    for (Action action : asEmpty(actions)) {
      when(
          !EnumSet.of(
                  ActionTypeEnum.FORWARD, ActionTypeEnum.REDIRECT, ActionTypeEnum.FIXED_RESPONSE)
              .contains(action.type()),
          path + ".type " + action.type());
      when(
          action.forwardConfig() != null
              && action.forwardConfig().targetGroupStickinessConfig() != null
              && or(action.forwardConfig().targetGroupStickinessConfig().enabled(), false),
          path + ".forwardConfig.targetGroupStickinessConfig");
    }
  }

  private void condition(RuleCondition condition) {
    when(
        condition.sourceIpConfig() != null && condition.sourceIpConfig().ipAddressType() != null,
        "conditions.sourceIpConfig.ipAddressType");
  }

  private void attributes(Attributes attributes) {
    attributes.unsupported().forEach(key -> fields.add("attributes." + key));
  }

  private void when(boolean asked, String field) {
    if (asked) {
      fields.add(field);
    }
  }
}
