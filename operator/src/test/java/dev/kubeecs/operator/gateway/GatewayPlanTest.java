package dev.kubeecs.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.GatewayAlbProtocol;
import dev.kubeecs.api.ecs.GatewayConfiguration;
import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.GatewayConnectorDeregistrationDelay;
import dev.kubeecs.api.ecs.GatewayConnectorFilters;
import dev.kubeecs.api.ecs.GatewayConnectorHealthCheck;
import dev.kubeecs.api.ecs.GatewayElbScheme;
import dev.kubeecs.api.ecs.HostSharedAlbConfiguration;
import dev.kubeecs.api.ecs.PropagateGatewayTags;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.elbv2.LoadBalancerSchemeEnum;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.EcsGatewaySpec;
import dev.kubeecs.resources.gateway.EcsGatewaySpecBuilder;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupStatusBuilder;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a gateway makes and removes. */
class GatewayPlanTest {

  private static final GatewayConnector CONNECTOR =
      GatewayConnector.builder().portName("http").build();

  @Test
  void nothingIsMadeUntilAServiceUsesTheGateway() {
    GatewayPlan plan = GatewayPlan.of(facts(gateway(s -> s), List.of()));
    assertThat(plan.make()).isEmpty();
    assertThat(plan.idle()).isTrue();
  }

  @Test
  void aServiceGetsATargetGroupARuleAndAHostName() {
    EcsService hello = service("hello", CONNECTOR, "web");
    GatewayPlan plan = GatewayPlan.of(facts(gateway(s -> s), List.of(hello)));
    String route = Routes.name("web", hello);
    assertThat(route).startsWith("ecs-hello-").hasSizeLessThanOrEqualTo(32);
    assertThat(plan.idle()).isFalse();
    assertThat(plan.routes()).isEqualTo(1);
    assertThat(one(plan, LoadBalancer.class).getSpec().name()).isEqualTo("gateway-web");
    assertThat(one(plan, Listener.class).getSpec())
        .satisfies(
            listener -> {
              assertThat(listener.loadBalancer()).isEqualTo("gateway-web");
              assertThat(listener.protocol()).isEqualTo(ProtocolEnum.HTTP);
              assertThat(listener.port()).isEqualTo(80);
              assertThat(listener.defaultActions().getFirst().fixedResponseConfig().statusCode())
                  .isEqualTo("404");
            });
    assertThat(one(plan, TargetGroup.class).getMetadata().getName()).isEqualTo(route);
    assertThat(one(plan, ListenerRule.class).getSpec())
        .satisfies(
            rule -> {
              assertThat(rule.listener()).isEqualTo("gateway-web");
              assertThat(rule.conditions().getFirst().hostHeaderConfig().values())
                  .containsExactly(route + ".shop.svc.cluster.local");
              assertThat(rule.actions().getFirst().targetGroupArn()).isEqualTo(route);
            });
    assertThat(one(plan, Service.class).getSpec().getExternalName())
        .isEqualTo("alb-gateway-web.shop.svc.cluster.local");
    assertThat(plan.make())
        .allSatisfy(
            object ->
                assertThat(object.getMetadata().getLabels()).containsEntry(Labels.GATEWAY, "web"));
    assertThat(one(plan, TargetGroup.class).getOwnerReferenceFor(hello)).isPresent();
  }

  @Test
  void whatTheConnectorSaysOfHealthAndDrainingIsTheTargetGroups() {
    GatewayConnector connector =
        CONNECTOR.toBuilder()
            .healthCheck(
                GatewayConnectorHealthCheck.builder()
                    .healthCheckPath("/ok")
                    .healthCheckPort(9000)
                    .healthyThresholdCount(3)
                    .build())
            .deregistrationDelay(
                GatewayConnectorDeregistrationDelay.builder().timeoutSeconds(7).build())
            .build();
    var group =
        one(
                GatewayPlan.of(facts(gateway(s -> s), List.of(service("hello", connector, "web")))),
                TargetGroup.class)
            .getSpec();
    assertThat(group.healthCheckPath()).isEqualTo("/ok");
    assertThat(group.healthCheckPort()).isEqualTo("9000");
    assertThat(group.healthyThresholdCount()).isEqualTo(3);
    assertThat(Attributes.of(group).number(Attributes.DEREGISTRATION_DELAY)).isEqualTo(7);
  }

  @Test
  void whatTheGatewaySaysIsTheLoadBalancers() {
    EcsGateway gateway =
        gateway(
            s ->
                s.withDeletionProtection(false)
                    .withTags(List.of(new Tag("team", "shop")))
                    .withConfiguration(
                        shared(
                            HostSharedAlbConfiguration.builder()
                                .scheme(GatewayElbScheme.INTERNAL)
                                .protocol(GatewayAlbProtocol.HTTPS)
                                .build())));
    GatewayPlan plan = GatewayPlan.of(facts(gateway, List.of(service("hello", CONNECTOR, "web"))));
    var balancer = one(plan, LoadBalancer.class).getSpec();
    assertThat(balancer.scheme()).isEqualTo(LoadBalancerSchemeEnum.INTERNAL);
    assertThat(Attributes.of(balancer).isOn(Attributes.DELETION_PROTECTION)).isFalse();
    assertThat(balancer.tags()).extracting(tag -> tag.key()).containsExactly("team");
    var listener = one(plan, Listener.class).getSpec();
    assertThat(listener.port()).isEqualTo(443);
    assertThat(listener.certificates().getFirst().certificateArn()).isEqualTo("gateway-web-tls");
  }

  @Test
  void tagsStayWithTheGatewayIfItSaysSo() {
    EcsGateway gateway =
        gateway(
            s ->
                s.withTags(List.of(new Tag("team", "shop")))
                    .withPropagateTags(PropagateGatewayTags.NONE));
    GatewayPlan plan = GatewayPlan.of(facts(gateway, List.of(service("hello", CONNECTOR, "web"))));
    assertThat(one(plan, LoadBalancer.class).getSpec().tags()).isNull();
  }

  @Test
  void servicesOfOtherGatewaysOrOtherAccessAreNotLedTo() {
    GatewayConnector privateOnly =
        CONNECTOR.toBuilder()
            .filters(
                GatewayConnectorFilters.builder()
                    .accessTypes(List.of(dev.kubeecs.api.ecs.AccessType.PRIVATE))
                    .build())
            .build();
    GatewayPlan plan =
        GatewayPlan.of(
            facts(
                gateway(s -> s),
                List.of(
                    service("other", CONNECTOR, "elsewhere"),
                    service("private", privateOnly, "web"))));
    assertThat(plan.make()).isEmpty();
  }

  @Test
  void aRouteThatNobodyAsksForGoesWhenItsTasksHaveGone() {
    TargetGroup draining = targetGroup("ecs-old-1", 1);
    TargetGroup empty = targetGroup("ecs-old-2", 0);
    GatewayFacts facts =
        new GatewayFacts(
            gateway(s -> s),
            Account.DEFAULT,
            "cluster.local",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(draining, empty),
            List.of());
    GatewayPlan plan = GatewayPlan.of(facts);
    assertThat(plan.endedRoutes()).containsExactly("ecs-old-2");
    assertThat(plan.idle()).isFalse();
  }

  @Test
  void everyRouteHasAPriorityOfItsOwn() {
    Set<String> routes =
        IntStream.range(0, 2000).mapToObj(i -> "route-" + i).collect(Collectors.toSet());
    assertThat(GatewayPlan.priorities(routes).values())
        .doesNotHaveDuplicates()
        .allMatch(priority -> priority >= 1 && priority <= 50_000);
  }

  private static <T extends HasMetadata> T one(GatewayPlan plan, Class<T> kind) {
    return plan.make().stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  private static GatewayFacts facts(EcsGateway gateway, List<EcsService> services) {
    return new GatewayFacts(
        gateway,
        Account.DEFAULT,
        "cluster.local",
        Optional.empty(),
        services,
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static EcsGateway gateway(java.util.function.UnaryOperator<EcsGatewaySpec> change) {
    EcsGateway gateway = new EcsGateway();
    gateway.setMetadata(metadata("web"));
    gateway.setSpec(change.apply(EcsGatewaySpecBuilder.builder().build()));
    return gateway;
  }

  private static GatewayConfiguration shared(HostSharedAlbConfiguration configuration) {
    return GatewayConfiguration.builder().hostSharedAlb(configuration).build();
  }

  private static EcsService service(String name, GatewayConnector connector, String gateway) {
    EcsService service = new EcsService();
    service.setMetadata(metadata(name));
    service.setSpec(
        EcsServiceSpecBuilder.builder()
            .gatewayConnectors(List.of(connector))
            .gateways(List.of(gateway))
            .build());
    return service;
  }

  private static TargetGroup targetGroup(String name, int targets) {
    TargetGroup group = new TargetGroup();
    group.setMetadata(metadata(name));
    group.setStatus(TargetGroupStatusBuilder.builder().targetCount(targets).build());
    return group;
  }

  private static ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder()
        .withNamespace("shop")
        .withName(name)
        .withUid("uid-" + name)
        .withCreationTimestamp("2026-01-01T00:00:00Z")
        .build();
  }
}
