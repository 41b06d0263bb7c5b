package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateGatewayRequest;
import dev.kubeecs.api.ecs.GatewayAlbProtocol;
import dev.kubeecs.api.ecs.GatewayConfiguration;
import dev.kubeecs.api.ecs.GatewayElbNetworkConfiguration;
import dev.kubeecs.api.ecs.HostSharedAlbConfiguration;
import dev.kubeecs.api.ecs.UpdateGatewayAlbConfiguration;
import dev.kubeecs.api.ecs.UpdateGatewayNetworkConfiguration;
import dev.kubeecs.api.ecs.UpdateGatewayRequest;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.EcsGatewaySpec;
import dev.kubeecs.resources.gateway.EcsGatewaySpecBuilder;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Optional;

/** What CreateGateway and UpdateGateway make of a gateway. */
final class ChangedGateway {

  private static final int HTTPS_PORT = 443;
  private static final int HIGHEST_PORT = 65_535;

  private ChangedGateway() {}

  static EcsGatewaySpec spec(CreateGatewayRequest request) {
    EcsGatewaySpec spec =
        EcsGatewaySpecBuilder.builder()
            .name(request.name())
            .infrastructureRoleArn(request.infrastructureRoleArn())
            .deletionProtection(or(request.deletionProtection(), true))
            .configuration(request.configuration())
            .propagateTags(request.propagateTags())
            .tags(request.tags())
            .clientToken(request.clientToken())
            .build();
    if (request.configuration().hostSharedAlb() == null) {
      throw invalidParameter("configuration: exactly one variant must be set: hostSharedAlb.");
    }
    check(spec);
    return spec;
  }

  static EcsGateway created(EcsGatewaySpec spec, Optional<ClientToken> token, String namespace) {
    EcsGateway gateway = new EcsGateway();
    gateway.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(ObjectNames.gateway(spec.name()))
            .addToAnnotations(token.map(ClientToken::annotations).orElse(Map.of()))
            .build());
    gateway.setSpec(spec);
    return gateway;
  }

  static EcsGatewaySpec updated(EcsGatewaySpec spec, UpdateGatewayRequest request) {
    EcsGatewaySpec updated =
        spec.with(
            s ->
                s.infrastructureRoleArn(
                        or(request.infrastructureRoleArn(), spec.infrastructureRoleArn()))
                    .deletionProtection(or(request.deletionProtection(), spec.deletionProtection()))
                    .propagateTags(or(request.propagateTags(), spec.propagateTags())));
    if (request.configuration() == null) {
      return updated;
    }
    if (request.configuration().hostSharedAlb() == null) {
      throw invalidParameter("configuration: the variant of this gateway is hostSharedAlb.");
    }
    EcsGatewaySpec changed =
        updated.withConfiguration(
            GatewayConfiguration.builder()
                .hostSharedAlb(
                    balancing(Gateways.balancing(spec), request.configuration().hostSharedAlb()))
                .build());
    check(changed);
    return changed;
  }

  private static HostSharedAlbConfiguration balancing(
      HostSharedAlbConfiguration present, UpdateGatewayAlbConfiguration change) {
    return present.toBuilder()
        .networkConfiguration(
            network(present.networkConfiguration(), change.networkConfiguration()))
        .maxAlbCount(or(change.maxAlbCount(), present.maxAlbCount()))
        .webACLArn(or(change.webACLArn(), present.webACLArn()))
        .accessLogs(or(change.accessLogs(), present.accessLogs()))
        .httpDesync(or(change.httpDesync(), present.httpDesync()))
        .testTrafficRules(or(change.testTrafficRules(), present.testTrafficRules()))
        .build();
  }

  private static GatewayElbNetworkConfiguration network(
      GatewayElbNetworkConfiguration present, UpdateGatewayNetworkConfiguration change) {
    return change == null || change.inboundSecurityGroup() == null
        ? present
        : or(present, GatewayElbNetworkConfiguration.builder().build()).toBuilder()
            .inboundSecurityGroup(change.inboundSecurityGroup())
            .build();
  }

  private static void check(EcsGatewaySpec spec) {
    HostSharedAlbConfiguration asked = Gateways.balancing(spec);
    if (asked.maxAlbCount() != null && asked.maxAlbCount() < 1) {
      throw invalidParameter("maxAlbCount must be at least 1.");
    }
    int port = Gateways.port(spec);
    if (port < 1 || port > HIGHEST_PORT) {
      throw invalidParameter("port must be between 1 and %d.", HIGHEST_PORT);
    }
    if (asked.port() != null && asked.port() == HTTPS_PORT && asked.protocol() == null) {
      throw invalidParameter(
          "port 443 needs protocol HTTPS, and the Secret %s with a certificate.",
          Gateways.certificate(spec, spec.name()));
    }
    if (asked.protocol() == GatewayAlbProtocol.HTTP && port == HTTPS_PORT) {
      throw invalidParameter("protocol HTTP cannot be spoken on port 443.");
    }
  }
}
