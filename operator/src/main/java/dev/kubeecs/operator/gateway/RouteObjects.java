package dev.kubeecs.operator.gateway;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.GatewayConnectorHealthCheck;
import dev.kubeecs.api.ecs.GatewayConnectorHealthCheckProtocol;
import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.ActionTypeEnum;
import dev.kubeecs.api.elbv2.HostHeaderConditionConfig;
import dev.kubeecs.api.elbv2.Matcher;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.RuleCondition;
import dev.kubeecs.api.elbv2.TargetGroupAttribute;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.ListenerRuleSpecBuilder;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpecBuilder;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;

/** What leads from a gateway to one service: a target group, a rule and a host name. */
final class RouteObjects {

  private static final int HTTP_PORT = 80;

  private RouteObjects() {}

  static List<HasMetadata> of(GatewayFacts facts, String route, EcsService service, int priority) {
    return List.of(
        targetGroup(facts, route, service),
        rule(facts, route, service, priority),
        host(facts, route, service));
  }

  private static TargetGroup targetGroup(GatewayFacts facts, String route, EcsService service) {
    GatewayConnector connector =
        Routes.connector(service.getSpec().gatewayConnectors()).orElseThrow();
    GatewayConnectorHealthCheck check =
        or(connector.healthCheck(), GatewayConnectorHealthCheck.builder().build());
    TargetGroup group = new TargetGroup();
    group.setMetadata(GatewayObjects.metadata(facts, route, service));
    group.setSpec(
        TargetGroupSpecBuilder.builder()
            .name(route)
            .protocol(ProtocolEnum.HTTP)
            // Tasks are registered with the port of their own.
            .port(HTTP_PORT)
            .targetType(TargetTypeEnum.IP)
            .healthCheckProtocol(
                check.healthCheckProtocol() == GatewayConnectorHealthCheckProtocol.HTTPS
                    ? ProtocolEnum.HTTPS
                    : null)
            .healthCheckPort(
                check.healthCheckPort() == null ? null : String.valueOf(check.healthCheckPort()))
            .healthCheckPath(check.healthCheckPath())
            .healthCheckTimeoutSeconds(check.healthCheckTimeoutSeconds())
            .healthCheckIntervalSeconds(check.healthCheckIntervalSeconds())
            .healthyThresholdCount(check.healthyThresholdCount())
            .unhealthyThresholdCount(check.unhealthyThresholdCount())
            .matcher(
                check.matcher() == null
                    ? null
                    : Matcher.builder().httpCode(check.matcher().httpCode()).build())
            .attributes(
                connector.deregistrationDelay() == null
                        || connector.deregistrationDelay().timeoutSeconds() == null
                    ? null
                    : List.of(
                        new TargetGroupAttribute(
                            Attributes.DEREGISTRATION_DELAY,
                            String.valueOf(connector.deregistrationDelay().timeoutSeconds()))))
            .tags(GatewayObjects.tags(facts))
            .build());
    return group;
  }

  private static ListenerRule rule(
      GatewayFacts facts, String route, EcsService service, int priority) {
    ListenerRule rule = new ListenerRule();
    rule.setMetadata(GatewayObjects.metadata(facts, route, service));
    rule.setSpec(
        ListenerRuleSpecBuilder.builder()
            .listener(Gateways.loadBalancer(facts.name()))
            .priority(priority)
            .conditions(
                List.of(
                    RuleCondition.builder()
                        .field("host-header")
                        .hostHeaderConfig(
                            HostHeaderConditionConfig.builder()
                                .values(
                                    List.of(
                                        Routes.host(
                                            route, facts.namespace(), facts.clusterDomain())))
                                .build())
                        .build()))
            .actions(
                List.of(
                    Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(route).build()))
            .tags(GatewayObjects.tags(facts))
            .build());
    return rule;
  }

  /** The host name resolves in the cluster to where the load balancer is. */
  private static Service host(GatewayFacts facts, String route, EcsService service) {
    return new ServiceBuilder()
        .withMetadata(GatewayObjects.metadata(facts, route, service))
        .withNewSpec()
        .withType("ExternalName")
        .withExternalName(
            "alb-%s.%s.svc.%s"
                .formatted(
                    Gateways.loadBalancer(facts.name()), facts.namespace(), facts.clusterDomain()))
        .endSpec()
        .build();
  }
}
