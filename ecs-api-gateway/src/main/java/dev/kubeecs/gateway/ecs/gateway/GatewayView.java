package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DescribeGatewayAlbConfiguration;
import dev.kubeecs.api.ecs.DescribeGatewayConfiguration;
import dev.kubeecs.api.ecs.Gateway;
import dev.kubeecs.api.ecs.GatewayAlbDesyncMitigationMode;
import dev.kubeecs.api.ecs.GatewayElbScheme;
import dev.kubeecs.api.ecs.GatewayOperationError;
import dev.kubeecs.api.ecs.GatewayResourceFailure;
import dev.kubeecs.api.ecs.GatewayStatus;
import dev.kubeecs.api.ecs.GatewaySummary;
import dev.kubeecs.api.ecs.HostSharedAlbConfiguration;
import dev.kubeecs.api.ecs.PropagateGatewayTags;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.EcsGatewaySpec;
import dev.kubeecs.resources.gateway.EcsGatewayStatus;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A gateway as DescribeGateway tells it. */
final class GatewayView {

  private static final int MOST_LOAD_BALANCERS = 10;

  private GatewayView() {}

  /**
   * The API's record of a gateway.
   *
   * @param loadBalancerArn of the load balancer that its services share, if it has been made
   */
  static Gateway of(EcsGateway gateway, Account account, Optional<String> loadBalancerArn) {
    EcsGatewaySpec spec = Gateways.spec(gateway);
    Optional<Condition> failure =
        status(gateway) == GatewayStatus.UPDATE_FAILED ? notReady(gateway) : Optional.empty();
    return Gateway.builder()
        .gatewayArn(account.gatewayArn(Gateways.name(gateway)))
        .name(Gateways.name(gateway))
        .status(status(gateway))
        .statusReason(failure.map(Condition::getMessage).orElse(null))
        .failures(failure.map(found -> failure(found, loadBalancerArn)).stream().toList())
        .infrastructureRoleArn(spec.infrastructureRoleArn())
        .deletionProtection(or(spec.deletionProtection(), true))
        .configuration(
            DescribeGatewayConfiguration.builder()
                .hostSharedAlb(balancing(spec, loadBalancerArn.isPresent() ? 1 : 0))
                .build())
        .accessType(Gateways.accessType(spec))
        .propagateTags(or(spec.propagateTags(), PropagateGatewayTags.GATEWAY))
        .tags(asEmpty(spec.tags()))
        .createdAt(createdAt(gateway))
        .updatedAt(
            Optional.ofNullable(gateway.getStatus())
                .map(EcsGatewayStatus::updatedAt)
                .orElseGet(() -> createdAt(gateway)))
        .build();
  }

  static GatewaySummary summary(EcsGateway gateway, Account account) {
    return GatewaySummary.builder()
        .gatewayArn(account.gatewayArn(Gateways.name(gateway)))
        .name(Gateways.name(gateway))
        .status(status(gateway))
        .createdAt(createdAt(gateway))
        .build();
  }

  /** A new gateway is ACTIVE whatever becomes of it; after that, the last change tells. */
  static GatewayStatus status(EcsGateway gateway) {
    Long generation = gateway.getMetadata().getGeneration();
    if (generation == null || generation <= 1) {
      return GatewayStatus.ACTIVE;
    }
    Long observed = gateway.getStatus() == null ? null : gateway.getStatus().observedGeneration();
    if (observed == null || observed < generation) {
      return GatewayStatus.UPDATE_IN_PROGRESS;
    }
    return notReady(gateway).isPresent()
        ? GatewayStatus.UPDATE_FAILED
        : GatewayStatus.UPDATE_COMPLETE;
  }

  private static DescribeGatewayAlbConfiguration balancing(EcsGatewaySpec spec, int current) {
    HostSharedAlbConfiguration asked = Gateways.balancing(spec);
    return DescribeGatewayAlbConfiguration.builder()
        .networkConfiguration(asked.networkConfiguration())
        .scheme(or(asked.scheme(), GatewayElbScheme.INTERNET_FACING))
        .accessLogs(asked.accessLogs())
        .webACLArn(asked.webACLArn())
        .port(Gateways.port(spec))
        .protocol(Gateways.protocol(spec))
        .maxAlbCount(or(asked.maxAlbCount(), MOST_LOAD_BALANCERS))
        .currentAlbCount(current)
        .httpDesync(or(asked.httpDesync(), GatewayAlbDesyncMitigationMode.DEFENSIVE))
        .testTrafficRules(asked.testTrafficRules())
        .build();
  }

  private static GatewayResourceFailure failure(Condition found, Optional<String> arn) {
    return GatewayResourceFailure.builder()
        .arn(arn.orElse(null))
        .errors(
            List.of(
                GatewayOperationError.builder()
                    .code(found.getReason())
                    .message(found.getMessage())
                    .build()))
        .build();
  }

  private static Optional<Condition> notReady(EcsGateway gateway) {
    return Optional.ofNullable(gateway.getStatus())
        .flatMap(status -> status.condition("Ready"))
        .filter(condition -> "False".equals(condition.getStatus()));
  }

  private static Instant createdAt(EcsGateway gateway) {
    return Instant.parse(gateway.getMetadata().getCreationTimestamp());
  }
}
