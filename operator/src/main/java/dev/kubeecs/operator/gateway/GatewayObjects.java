package dev.kubeecs.operator.gateway;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.GatewayAlbProtocol;
import dev.kubeecs.api.ecs.GatewayElbNetworkConfiguration;
import dev.kubeecs.api.ecs.GatewayElbScheme;
import dev.kubeecs.api.ecs.HostSharedAlbConfiguration;
import dev.kubeecs.api.ecs.PropagateGatewayTags;
import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.ActionTypeEnum;
import dev.kubeecs.api.elbv2.Certificate;
import dev.kubeecs.api.elbv2.FixedResponseActionConfig;
import dev.kubeecs.api.elbv2.IpAddressType;
import dev.kubeecs.api.elbv2.LoadBalancerAttribute;
import dev.kubeecs.api.elbv2.LoadBalancerSchemeEnum;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.Tag;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerSpecBuilder;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpecBuilder;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;

/** What all services behind a gateway share: a load balancer with one listener. */
final class GatewayObjects {

  private GatewayObjects() {}

  static List<HasMetadata> shared(GatewayFacts facts) {
    return List.of(loadBalancer(facts), listener(facts));
  }

  /** Where an object of a gateway is, and with whom it goes. */
  static ObjectMeta metadata(GatewayFacts facts, String name, HasMetadata owner) {
    return new ObjectMetaBuilder()
        .withNamespace(facts.namespace())
        .withName(name)
        .addToLabels(Labels.GATEWAY, facts.resource().getMetadata().getName())
        .withOwnerReferences(Owners.controller(owner))
        .build();
  }

  /** The gateway's tags, if what it makes shall have them. */
  static List<Tag> tags(GatewayFacts facts) {
    return facts.spec().propagateTags() == PropagateGatewayTags.NONE || facts.spec().tags() == null
        ? null
        : facts.spec().tags().stream().map(tag -> new Tag(tag.key(), tag.value())).toList();
  }

  private static LoadBalancer loadBalancer(GatewayFacts facts) {
    HostSharedAlbConfiguration asked = Gateways.balancing(facts.spec());
    GatewayElbNetworkConfiguration network =
        or(asked.networkConfiguration(), GatewayElbNetworkConfiguration.builder().build());
    String name = Gateways.loadBalancer(facts.name());
    LoadBalancer loadBalancer = new LoadBalancer();
    loadBalancer.setMetadata(metadata(facts, name, facts.resource()));
    // The host names of services are names of its Service in the cluster, which a Gateway has not.
    loadBalancer.getMetadata().setAnnotations(Map.of(Labels.GATEWAY_CLASS, ""));
    loadBalancer.setSpec(
        LoadBalancerSpecBuilder.builder()
            .name(name)
            .type(LoadBalancerTypeEnum.APPLICATION)
            .scheme(
                asked.scheme() == GatewayElbScheme.INTERNAL
                    ? LoadBalancerSchemeEnum.INTERNAL
                    : LoadBalancerSchemeEnum.INTERNET_FACING)
            .ipAddressType(
                network.ipAddressType() == null
                    ? null
                    : IpAddressType.valueOf(network.ipAddressType().name()))
            .subnets(network.subnets())
            .securityGroups(
                network.inboundSecurityGroup() == null
                    ? null
                    : List.of(network.inboundSecurityGroup()))
            .attributes(
                List.of(
                    new LoadBalancerAttribute(
                        Attributes.DELETION_PROTECTION,
                        String.valueOf(or(facts.spec().deletionProtection(), true)))))
            .tags(tags(facts))
            .build());
    return loadBalancer;
  }

  /** A host that no service has is told so, as ECS's gateways do. */
  private static Listener listener(GatewayFacts facts) {
    String name = Gateways.loadBalancer(facts.name());
    boolean encrypted = Gateways.protocol(facts.spec()) == GatewayAlbProtocol.HTTPS;
    Listener listener = new Listener();
    listener.setMetadata(metadata(facts, name, facts.resource()));
    listener.setSpec(
        ListenerSpecBuilder.builder()
            .loadBalancer(name)
            .protocol(encrypted ? ProtocolEnum.HTTPS : ProtocolEnum.HTTP)
            .port(Gateways.port(facts.spec()))
            .certificates(
                encrypted
                    ? List.of(
                        Certificate.builder()
                            .certificateArn(Gateways.certificate(facts.spec(), facts.name()))
                            .build())
                    : null)
            .defaultActions(
                List.of(
                    Action.builder()
                        .type(ActionTypeEnum.FIXED_RESPONSE)
                        .fixedResponseConfig(
                            FixedResponseActionConfig.builder()
                                .statusCode("404")
                                .contentType("text/plain")
                                .messageBody("No service has this host name.")
                                .build())
                        .build()))
            .tags(tags(facts))
            .build());
    return listener;
  }
}
