package dev.kubeecs.resources.loadbalancing.validation;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;
import static dev.kubeecs.resources.loadbalancing.validation.Rules.first;
import static dev.kubeecs.resources.loadbalancing.validation.Rules.unless;

import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.HealthCheck;
import dev.kubeecs.resources.loadbalancing.ListenerRuleSpec;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.StatusCodes;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is wrong with a load balancer or a part of one: the first thing, in ELB's words where they
 * are known; empty if nothing is. Nothing else may become configuration of a proxy.
 */
public final class LoadBalancingRules {

  private static final Pattern PATH = Pattern.compile("/[!-~]*");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int LAST_PORT = 65535;

  private LoadBalancingRules() {}

  /** Of a load balancer. */
  public static Optional<String> violation(LoadBalancerSpec spec) {
    return AttributeRules.violation(Attributes.of(spec));
  }

  /** Of a listener. */
  public static Optional<String> violation(ListenerSpec spec) {
    return first(
        () ->
            unless(
                spec.protocol() != ProtocolEnum.HTTPS || !asEmpty(spec.certificates()).isEmpty(),
                "A certificate must be specified for HTTPS listeners"),
        () ->
            asEmpty(spec.certificates()).stream()
                .filter(certificate -> !SECRET.matcher(LoadBalancers.secret(certificate)).matches())
                .map(certificate -> certificate.certificateArn())
                .map("certificates: '%s' is not the name or ARN of a certificate"::formatted)
                .findFirst(),
        () -> ActionRules.violation(spec.defaultActions()));
  }

  /** Of a rule. */
  public static Optional<String> violation(ListenerRuleSpec spec) {
    return first(
        () -> ConditionRules.violation(spec.conditions()),
        () -> ActionRules.violation(spec.actions()));
  }

  /** Of a target group. */
  public static Optional<String> violation(TargetGroupSpec spec) {
    HealthCheck check = HealthCheck.of(spec);
    int last = LoadBalancers.isApplication(spec.protocol()) ? 499 : 599;
    return first(
        () ->
            unless(
                or(spec.healthCheckEnabled(), true),
                "Health check enabled must be true for target groups with target type '%s'",
                spec.targetType()),
        () ->
            unless(
                spec.healthCheckProtocol() == null
                    || EnumSet.of(ProtocolEnum.HTTP, ProtocolEnum.HTTPS, ProtocolEnum.TCP)
                        .contains(spec.healthCheckProtocol()),
                "Health check protocol '%s' must be HTTP, HTTPS or TCP",
                spec.healthCheckProtocol()),
        () ->
            unless(
                check.timeout().compareTo(check.interval()) <= 0
                    || spec.healthCheckTimeoutSeconds() == null,
                "Health check timeout '%d' must be smaller than or equal to the interval '%d'",
                check.timeout().toSeconds(),
                check.interval().toSeconds()),
        () ->
            unless(
                StatusCodes.isValid(check.statuses())
                    && StatusCodes.parse(check.statuses()).areWithin(200, last),
                "Health check matcher HTTP code '%s' must be within '200-%d'",
                check.statuses(),
                last),
        () ->
            unless(
                check.port().equals(HealthCheck.TRAFFIC_PORT)
                    || Rules.isNumber(check.port(), 1, LAST_PORT),
                "Health check port '%s' must be '%s' or a port",
                check.port(),
                HealthCheck.TRAFFIC_PORT),
        () ->
            unless(
                PATH,
                check.path(),
                "Health check path '%s' must begin with a '/' character and have no spaces"),
        () -> AttributeRules.violation(Attributes.of(spec)));
  }
}
