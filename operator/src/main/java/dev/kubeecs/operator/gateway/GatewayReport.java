package dev.kubeecs.operator.gateway;

import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.gateway.EcsGatewayStatus;
import dev.kubeecs.resources.gateway.EcsGatewayStatusBuilder;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.gateway.UnsupportedOfGateway;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the status of a gateway tells. */
final class GatewayReport {

  private GatewayReport() {}

  /** What stands in the way of a gateway; empty if nothing does. */
  static Optional<Problem> problem(GatewayFacts facts) {
    return facts
        .olderClaimant()
        .map(
            older ->
                new Problem(
                    Reason.Conflict,
                    "name: EcsGateway %s is the gateway %s already."
                        .formatted(older, facts.name())))
        .or(() -> Problem.unsupported(UnsupportedOfGateway.fields(facts.spec())));
  }

  /** The status after what the plan says has been made, or could not be. */
  static EcsGatewayStatus status(
      GatewayFacts facts, int routes, Optional<Problem> problem, Clock clock) {
    Optional<EcsGatewayStatus> before = Optional.ofNullable(facts.resource().getStatus());
    List<Condition> present = before.map(EcsGatewayStatus::conditions).orElse(null);
    Long generation = facts.resource().getMetadata().getGeneration();
    Conditions conditions = new Conditions(clock);
    boolean used = routes > 0;
    return EcsGatewayStatusBuilder.builder()
        .gatewayArn(facts.account().gatewayArn(facts.name()))
        .loadBalancer(used ? Gateways.loadBalancer(facts.name()) : null)
        .dnsName(
            used
                ? facts
                    .loadBalancer()
                    .map(found -> LoadBalancers.dnsName(found, facts.clusterDomain()))
                    .orElse(null)
                : null)
        .routeCount(routes)
        .updatedAt(updatedAt(before, generation, clock.instant()))
        .observedGeneration(generation)
        .conditions(
            problem
                .map(
                    found ->
                        conditions.notReady(present, found.reason(), found.message(), generation))
                .orElseGet(() -> conditions.ready(present, generation)))
        .build();
  }

  private static Instant updatedAt(
      Optional<EcsGatewayStatus> before, Long generation, Instant now) {
    return before
        .filter(status -> Objects.equals(status.observedGeneration(), generation))
        .map(EcsGatewayStatus::updatedAt)
        .orElse(now.truncatedTo(ChronoUnit.SECONDS));
  }
}
