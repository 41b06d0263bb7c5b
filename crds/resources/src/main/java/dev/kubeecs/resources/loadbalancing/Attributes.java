package dev.kubeecs.resources.loadbalancing;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.ListenerAttribute;
import dev.kubeecs.api.elbv2.LoadBalancerAttribute;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.api.elbv2.TargetGroupAttribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Attributes of a resource: those that are set over the defaults. Source: the ELB API reference.
 *
 * @param values all of them, by key
 * @param honoured keys whose values may differ from the default
 */
public record Attributes(Map<String, String> values, Set<String> honoured) {

  /** Seconds for which a target that is deregistered still gets to finish its requests. */
  public static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";

  /** Whether clients stay with a target. */
  public static final String STICKINESS = "stickiness.enabled";

  /** How they do: lb_cookie. */
  public static final String STICKINESS_TYPE = "stickiness.type";

  /** For how many seconds. */
  public static final String STICKINESS_DURATION = "stickiness.lb_cookie.duration_seconds";

  /** round_robin or least_outstanding_requests. */
  public static final String ALGORITHM = "load_balancing.algorithm.type";

  /** Seconds without a byte after which a connection is closed. */
  public static final String IDLE_TIMEOUT = "idle_timeout.timeout_seconds";

  /** Whether the load balancer cannot be deleted. */
  public static final String DELETION_PROTECTION = "deletion_protection.enabled";

  private static final Map<String, String> OF_APPLICATION =
      ordered(
          "access_logs.s3.enabled",
          "false",
          "access_logs.s3.bucket",
          "",
          "access_logs.s3.prefix",
          "",
          IDLE_TIMEOUT,
          "60",
          DELETION_PROTECTION,
          "false",
          "routing.http2.enabled",
          "true",
          "routing.http.drop_invalid_header_fields.enabled",
          "false",
          "routing.http.xff_client_port.enabled",
          "false",
          "routing.http.preserve_host_header.enabled",
          "false",
          "routing.http.xff_header_processing.mode",
          "append",
          "load_balancing.cross_zone.enabled",
          "true",
          "routing.http.desync_mitigation_mode",
          "defensive",
          "client_keep_alive.seconds",
          "3600",
          "waf.fail_open.enabled",
          "false",
          "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
          "false",
          "zonal_shift.config.enabled",
          "false",
          "connection_logs.s3.enabled",
          "false",
          "connection_logs.s3.bucket",
          "",
          "connection_logs.s3.prefix",
          "");

  private static final Map<String, String> OF_NETWORK =
      ordered(
          "access_logs.s3.enabled",
          "false",
          "access_logs.s3.bucket",
          "",
          "access_logs.s3.prefix",
          "",
          DELETION_PROTECTION,
          "false",
          "load_balancing.cross_zone.enabled",
          "false",
          "dns_record.client_routing_policy",
          "any_availability_zone",
          "zonal_shift.config.enabled",
          "false");

  private static final Map<String, String> OF_TARGET_GROUP =
      ordered(
          STICKINESS,
          "false",
          DEREGISTRATION_DELAY,
          "300",
          STICKINESS_TYPE,
          "lb_cookie",
          "stickiness.app_cookie.cookie_name",
          "",
          STICKINESS_DURATION,
          "86400",
          "stickiness.app_cookie.duration_seconds",
          "86400",
          "slow_start.duration_seconds",
          "0",
          ALGORITHM,
          "round_robin",
          "load_balancing.algorithm.anomaly_mitigation",
          "off",
          "load_balancing.cross_zone.enabled",
          "use_load_balancer_configuration",
          "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
          "1",
          "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
          "off",
          "target_group_health.dns_failover.minimum_healthy_targets.count",
          "1",
          "target_group_health.dns_failover.minimum_healthy_targets.percentage",
          "off");

  private static final Map<String, String> OF_NETWORK_TARGET_GROUP =
      ordered(
          STICKINESS,
          "false",
          DEREGISTRATION_DELAY,
          "300",
          STICKINESS_TYPE,
          "source_ip",
          "deregistration_delay.connection_termination.enabled",
          "false",
          "preserve_client_ip.enabled",
          "true",
          "proxy_protocol_v2.enabled",
          "false",
          "load_balancing.cross_zone.enabled",
          "use_load_balancer_configuration");

  private static final Map<String, String> OF_LISTENER =
      ordered("routing.http.response.server.enabled", "true");

  public Attributes {
    honoured = Set.copyOf(honoured);
  }

  /** The attributes of a load balancer. */
  public static Attributes of(LoadBalancerSpec spec) {
    return over(
        spec.type() == LoadBalancerTypeEnum.NETWORK ? OF_NETWORK : OF_APPLICATION,
        given(spec.attributes(), LoadBalancerAttribute::key, LoadBalancerAttribute::value),
        spec.type() == LoadBalancerTypeEnum.NETWORK
            ? Set.of(DELETION_PROTECTION)
            : Set.of(IDLE_TIMEOUT, DELETION_PROTECTION));
  }

  /** The attributes of a target group. */
  public static Attributes of(TargetGroupSpec spec) {
    boolean application = LoadBalancers.isApplication(spec.protocol());
    return over(
        application ? OF_TARGET_GROUP : OF_NETWORK_TARGET_GROUP,
        given(spec.attributes(), TargetGroupAttribute::key, TargetGroupAttribute::value),
        application
            ? Set.of(DEREGISTRATION_DELAY, STICKINESS, STICKINESS_DURATION, ALGORITHM)
            : Set.of(DEREGISTRATION_DELAY));
  }

  /** The attributes of a listener. */
  public static Attributes of(ListenerSpec spec) {
    return over(
        OF_LISTENER,
        given(spec.attributes(), ListenerAttribute::key, ListenerAttribute::value),
        Set.of());
  }

  /** The value of an attribute. */
  public String get(String key) {
    return values.get(key);
  }

  /** The value of an attribute that is a number. */
  public int number(String key) {
    return Integer.parseInt(values.get(key));
  }

  /** Whether an attribute is true. */
  public boolean isOn(String key) {
    return "true".equals(values.get(key));
  }

  /** Keys that do not exist, or whose values are neither the default nor honoured. */
  public List<String> unsupported() {
    return values.entrySet().stream()
        .filter(entry -> !honoured.contains(entry.getKey()))
        .filter(entry -> !isDefault(entry))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isDefault(Map.Entry<String, String> entry) {
    return List.of(
            OF_LISTENER, OF_NETWORK_TARGET_GROUP, OF_TARGET_GROUP, OF_NETWORK, OF_APPLICATION)
        .stream()
        .anyMatch(defaults -> entry.getValue().equals(defaults.get(entry.getKey())));
  }

  /** What a spec says; an attribute without a value has the empty one. */
  private static <T> Map<String, String> given(
      List<T> attributes, Function<T, String> key, Function<T, String> value) {
    return asEmpty(attributes).stream()
        .collect(
            Collectors.toMap(a -> or(key.apply(a), ""), a -> or(value.apply(a), ""), (a, b) -> b));
  }

  private static Attributes over(
      Map<String, String> defaults, Map<String, String> given, Set<String> honoured) {
    Map<String, String> values = new LinkedHashMap<>(defaults);
    values.putAll(given);
    return new Attributes(values, honoured);
  }

  private static Map<String, String> ordered(String... keysAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return values;
  }
}
