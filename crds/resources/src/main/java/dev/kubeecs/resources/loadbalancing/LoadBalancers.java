package dev.kubeecs.resources.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.Certificate;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.TargetGroupTuple;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Identifiers;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What load balancers, listeners, rules and target groups are called. */
public final class LoadBalancers {

  private LoadBalancers() {}

  /** The name of a load balancer. */
  public static String name(LoadBalancer loadBalancer) {
    String name = loadBalancer.getSpec() == null ? null : loadBalancer.getSpec().name();
    return or(name, loadBalancer.getMetadata().getName());
  }

  /** The name of a target group. */
  public static String name(TargetGroup targetGroup) {
    String name = targetGroup.getSpec() == null ? null : targetGroup.getSpec().name();
    return or(name, targetGroup.getMetadata().getName());
  }

  /** By what rules name a listener: the name of its object, or the id that ends its ARN. */
  public static List<String> names(Listener listener) {
    return List.of(listener.getMetadata().getName(), id(listener.getMetadata().getUid()));
  }

  /** The name or id of the listener that a rule belongs to. */
  public static String listener(ListenerRule rule) {
    String nameOrArn = rule.getSpec().listener();
    return ElbArn.parse(nameOrArn).map(ElbArn::id).orElse(nameOrArn);
  }

  /** What is wanted of a load balancer; an empty spec where there is none. */
  public static LoadBalancerSpec spec(LoadBalancer loadBalancer) {
    return or(loadBalancer.getSpec(), LoadBalancerSpecBuilder.builder().build());
  }

  /** What is wanted of a target group; an empty spec where there is none. */
  public static TargetGroupSpec spec(TargetGroup targetGroup) {
    return or(targetGroup.getSpec(), TargetGroupSpecBuilder.builder().build());
  }

  /** application, unless it is another. */
  public static LoadBalancerTypeEnum type(LoadBalancer loadBalancer) {
    return or(spec(loadBalancer).type(), LoadBalancerTypeEnum.APPLICATION);
  }

  /** Whether a protocol, of a listener or target group, is one of Application Load Balancers. */
  public static boolean isApplication(ProtocolEnum protocol) {
    return protocol == null || protocol == ProtocolEnum.HTTP || protocol == ProtocolEnum.HTTPS;
  }

  /** The port of targets that are registered without one. */
  public static int port(TargetGroupSpec spec) {
    return or(spec.port(), 80);
  }

  /**
   * The Secret, of the type {@code kubernetes.io/tls}, that a certificate names: by its name, or as
   * the last part of an ARN.
   */
  public static String secret(Certificate certificate) {
    String nameOrArn = or(certificate.certificateArn(), "");
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }

  /** The Service by which clients reach a load balancer. */
  public static String service(LoadBalancer loadBalancer) {
    String kind =
        switch (type(loadBalancer)) {
          case APPLICATION -> "alb-";
          case NETWORK, GATEWAY -> "nlb-";
        };
    return kind + loadBalancer.getMetadata().getName();
  }

  /** The Service, without an address, that has the targets of a target group. */
  public static String service(TargetGroup targetGroup) {
    return "tg-" + targetGroup.getMetadata().getName();
  }

  /** The DNS name of a load balancer in a cluster of that domain. */
  public static String dnsName(LoadBalancer loadBalancer, String clusterDomain) {
    return "%s.%s.svc.%s"
        .formatted(service(loadBalancer), loadBalancer.getMetadata().getNamespace(), clusterDomain);
  }

  /** ARN of a load balancer. */
  public static String arn(Account account, LoadBalancer loadBalancer) {
    return account.loadBalancerArn(
        kindAndName(loadBalancer), id(loadBalancer.getMetadata().getUid()));
  }

  /** ARN of a listener. */
  public static String arn(Account account, LoadBalancer loadBalancer, Listener listener) {
    return account.listenerArn(
        kindAndName(loadBalancer),
        id(loadBalancer.getMetadata().getUid()),
        id(listener.getMetadata().getUid()));
  }

  /** ARN of a rule. */
  public static String arn(
      Account account, LoadBalancer loadBalancer, Listener listener, ListenerRule rule) {
    return ruleArn(account, loadBalancer, listener, id(rule.getMetadata().getUid()));
  }

  /** ARN of the default rule of a listener, which is no resource of its own. */
  public static String defaultRuleArn(
      Account account, LoadBalancer loadBalancer, Listener listener) {
    return ruleArn(
        account, loadBalancer, listener, defaultRuleId(id(listener.getMetadata().getUid())));
  }

  /**
   * The id of the default rule of a listener, from that of the listener; and the other way round.
   */
  public static String defaultRuleId(String listenerId) {
    return new StringBuilder(listenerId).reverse().toString();
  }

  /** ARN of a target group. */
  public static String arn(Account account, TargetGroup targetGroup) {
    return account.targetGroupArn(name(targetGroup), id(targetGroup.getMetadata().getUid()));
  }

  /** The names of the target groups that actions forward to. */
  public static List<String> targetGroups(List<Action> actions) {
    return asEmpty(actions).stream()
        .flatMap(LoadBalancers::tuples)
        .map(TargetGroupTuple::targetGroupArn)
        .filter(Objects::nonNull)
        .map(ElbArn::targetGroupName)
        .distinct()
        .toList();
  }

  /** The target groups, with weights, that an action forwards to. */
  public static Stream<TargetGroupTuple> tuples(Action action) {
    if (action.forwardConfig() != null
        && !asEmpty(action.forwardConfig().targetGroups()).isEmpty()) {
      return action.forwardConfig().targetGroups().stream();
    }
    return action.targetGroupArn() == null
        ? Stream.empty()
        : Stream.of(TargetGroupTuple.builder().targetGroupArn(action.targetGroupArn()).build());
  }

  private static String ruleArn(
      Account account, LoadBalancer loadBalancer, Listener listener, String id) {
    return account.ruleArn(
        kindAndName(loadBalancer),
        id(loadBalancer.getMetadata().getUid()),
        id(listener.getMetadata().getUid()),
        id);
  }

  private static String kindAndName(LoadBalancer loadBalancer) {
    String kind =
        switch (type(loadBalancer)) {
          case APPLICATION -> "app/";
          case NETWORK -> "net/";
          case GATEWAY -> "gwy/";
        };
    return kind + name(loadBalancer);
  }

  private static String id(String uid) {
    return Identifiers.loadBalancing(uid);
  }
}
