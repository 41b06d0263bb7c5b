package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.api.elbv2.LoadBalancerState;
import dev.kubeecs.api.elbv2.LoadBalancerStateEnum;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.loadbalancing.ResolvedLoadBalancer.Rejected;
import dev.kubeecs.operator.loadbalancing.ResolvedLoadBalancer.ServedListener;
import dev.kubeecs.operator.loadbalancing.gatewayapi.Acceptance;
import dev.kubeecs.operator.loadbalancing.gatewayapi.RoutedPart;
import dev.kubeecs.resources.StatusWithConditions;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.ListenerRuleStatus;
import dev.kubeecs.resources.loadbalancing.ListenerRuleStatusBuilder;
import dev.kubeecs.resources.loadbalancing.ListenerStatus;
import dev.kubeecs.resources.loadbalancing.ListenerStatusBuilder;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerStatus;
import dev.kubeecs.resources.loadbalancing.LoadBalancerStatusBuilder;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatusAddress;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is told of load balancers, listeners and rules in their status. */
@Singleton
final class LoadBalancerReport {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final Conditions conditions;
  private final String clusterDomain;

  LoadBalancerReport(
      KubernetesClient client,
      Clock clock,
      @ConfigProperty(name = "kube-ecs.cluster-domain") String clusterDomain) {
    this.client = client;
    this.conditions = new Conditions(clock);
    this.clusterDomain = clusterDomain;
  }

  /** Whether it has been told to be active: from then on it is at worst impaired. */
  static boolean isKnownToServe(LoadBalancer resource) {
    return resource.getStatus() != null
        && resource.getStatus().state() != null
        && resource.getStatus().state().code() != LoadBalancerStateEnum.PROVISIONING;
  }

  /**
   * The status of a load balancer.
   *
   * @param reached whether its entry point takes connections
   * @param failure why a proxy has not taken the configuration
   */
  LoadBalancerStatus status(
      ResolvedLoadBalancer resolved, boolean reached, Optional<KubernetesClientException> failure) {
    LoadBalancer resource = resolved.resource();
    boolean takesRequests =
        LoadBalancers.type(resource) == LoadBalancerTypeEnum.NETWORK
            || !resolved.proxies().isEmpty();
    return status(
        resolved,
        LoadBalancers.dnsName(resource, clusterDomain),
        EntryPoint.addresses(resolved.service()),
        takesRequests && reached,
        failure.map(Throwable::getMessage));
  }

  /** The status of a load balancer that is a Gateway. */
  LoadBalancerStatus status(
      ResolvedLoadBalancer resolved, Acceptance acceptance, List<GatewayStatusAddress> addresses) {
    String dnsName =
        addresses.stream()
            .filter(address -> "Hostname".equals(address.getType()))
            .findFirst()
            .or(() -> addresses.stream().findFirst())
            .map(GatewayStatusAddress::getValue)
            .orElse(null);
    return status(
        resolved,
        dnsName,
        addresses.stream().map(GatewayStatusAddress::getValue).toList(),
        acceptance instanceof Acceptance.Accepted,
        acceptance instanceof Acceptance.Refused(String why) ? Optional.of(why) : Optional.empty());
  }

  private LoadBalancerStatus status(
      ResolvedLoadBalancer resolved,
      String dnsName,
      List<String> addresses,
      boolean takesRequests,
      Optional<String> failure) {
    LoadBalancer resource = resolved.resource();
    boolean active = takesRequests && failure.isEmpty();
    boolean impaired = !active && isKnownToServe(resource);
    List<Condition> before =
        resource.getStatus() == null ? null : resource.getStatus().conditions();
    Long generation = resource.getMetadata().getGeneration();
    return builder(resolved)
        .dnsName(dnsName)
        .addresses(addresses)
        .state(
            LoadBalancerState.builder()
                .code(
                    active
                        ? LoadBalancerStateEnum.ACTIVE
                        : impaired
                            ? LoadBalancerStateEnum.ACTIVE_IMPAIRED
                            : LoadBalancerStateEnum.PROVISIONING)
                .reason(failure.orElse(null))
                .build())
        .conditions(
            failure.isPresent()
                ? conditions.notReady(before, Reason.Refused, failure.get(), generation)
                : conditions.ready(before, generation))
        .build();
  }

  /** The status of a load balancer that asks for what there is not. */
  LoadBalancerStatus refused(ResolvedLoadBalancer resolved, Problem problem) {
    LoadBalancer resource = resolved.resource();
    return builder(resolved)
        .state(LoadBalancerState.builder().code(LoadBalancerStateEnum.FAILED).build())
        .conditions(
            conditions.notReady(
                resource.getStatus() == null ? null : resource.getStatus().conditions(),
                problem.reason(),
                problem.message(),
                resource.getMetadata().getGeneration()))
        .build();
  }

  /** Writes the status of listeners and rules, where it is another than before. */
  void tellParts(ResolvedLoadBalancer resolved) {
    for (ServedListener listener : resolved.listeners()) {
      tell(resolved, listener.resource(), Optional.empty());
      listener.rules().forEach(rule -> tell(resolved, listener.resource(), rule, Optional.empty()));
    }
    tellRejected(resolved);
  }

  /** The same for what cannot be served. */
  void tellRejected(ResolvedLoadBalancer resolved) {
    for (Rejected rejected : resolved.rejected()) {
      Optional<Problem> problem = Optional.of(rejected.problem());
      rejected
          .rule()
          .ifPresentOrElse(
              rule -> tell(resolved, rejected.listener(), rule, problem),
              () -> tell(resolved, rejected.listener(), problem));
    }
  }

  /** Writes the status of a part that a Gateway has taken, or that cannot be one of it. */
  void tellPart(ResolvedLoadBalancer resolved, RoutedPart part) {
    part.rule()
        .ifPresentOrElse(
            rule -> tell(resolved, part.listener(), rule, part.problem()),
            () -> tell(resolved, part.listener(), part.problem()));
  }

  /**
   * The same of a part that an implementation does not take. It does not count as observed:
   * deployments that shift traffic wait for what is in effect.
   */
  void tellRefused(ResolvedLoadBalancer resolved, RoutedPart part, String why) {
    Optional<Problem> problem = Optional.of(new Problem(Reason.Refused, why));
    part.rule()
        .ifPresentOrElse(
            rule -> tell(resolved, part.listener(), rule, problem, observed(rule.getStatus())),
            () -> tell(resolved, part.listener(), problem, observed(part.listener().getStatus())));
  }

  private static Long observed(StatusWithConditions status) {
    return status == null ? null : status.observedGeneration();
  }

  private static LoadBalancerStatusBuilder builder(ResolvedLoadBalancer resolved) {
    return LoadBalancerStatusBuilder.builder()
        .loadBalancerArn(LoadBalancers.arn(resolved.account(), resolved.resource()))
        .observedGeneration(resolved.resource().getMetadata().getGeneration());
  }

  private void tell(ResolvedLoadBalancer resolved, Listener listener, Optional<Problem> problem) {
    tell(resolved, listener, problem, listener.getMetadata().getGeneration());
  }

  private void tell(
      ResolvedLoadBalancer resolved, Listener listener, Optional<Problem> problem, Long observed) {
    ListenerStatus status =
        ListenerStatusBuilder.builder()
            .listenerArn(LoadBalancers.arn(resolved.account(), resolved.resource(), listener))
            .observedGeneration(observed)
            .conditions(conditions(listener, problem))
            .build();
    patch(listener, status);
  }

  private void tell(
      ResolvedLoadBalancer resolved,
      Listener listener,
      ListenerRule rule,
      Optional<Problem> problem) {
    tell(resolved, listener, rule, problem, rule.getMetadata().getGeneration());
  }

  private void tell(
      ResolvedLoadBalancer resolved,
      Listener listener,
      ListenerRule rule,
      Optional<Problem> problem,
      Long observed) {
    Account account = resolved.account();
    ListenerRuleStatus status =
        ListenerRuleStatusBuilder.builder()
            .ruleArn(LoadBalancers.arn(account, resolved.resource(), listener, rule))
            .observedGeneration(observed)
            .conditions(conditions(rule, problem))
            .build();
    patch(rule, status);
  }

  private List<Condition> conditions(
      CustomResource<?, ? extends StatusWithConditions> resource, Optional<Problem> problem) {
    List<Condition> before =
        resource.getStatus() == null ? null : resource.getStatus().conditions();
    Long generation = resource.getMetadata().getGeneration();
    return problem
        .map(p -> conditions.notReady(before, p.reason(), p.message(), generation))
        .orElseGet(() -> conditions.ready(before, generation));
  }

  private void patch(CustomResource<?, ?> resource, StatusWithConditions status) {
    if (status.equals(resource.getStatus())) {
      return;
    }
    try {
      client
          .resource(resource)
          .subresource("status")
          .patch(MERGE, Serialization.asJson(Map.of("status", status)));
    } catch (KubernetesClientException e) {
      // Deleted meanwhile.
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
