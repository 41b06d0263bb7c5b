package dev.kubeecs.operator.loadbalancing.target;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Matcher;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the health of targets is checked. Source of the defaults: the ELB API reference,
 * CreateTargetGroup.
 *
 * @param kind what a check does
 * @param port empty for the port of each target
 * @param path asked for by HTTP and HTTPS
 * @param statuses that pass, as a {@link StatusCodes matcher}
 * @param interval from check to check
 * @param timeout of a check
 * @param healthyThreshold checks in a row that an unhealthy target must pass
 * @param unhealthyThreshold checks in a row that a healthy target must fail
 */
public record HealthCheck(
    Kind kind,
    OptionalInt port,
    String path,
    String statuses,
    Duration interval,
    Duration timeout,
    int healthyThreshold,
    int unhealthyThreshold) {

  private static final String TRAFFIC_PORT = "traffic-port";

  /** What a check does. */
  public enum Kind {
    HTTP,
    HTTPS,
    TCP
  }

  /** The check of a target group. */
  public static HealthCheck of(TargetGroupSpec spec) {
    boolean application = isApplication(spec.protocol());
    Kind kind =
        kind(or(spec.healthCheckProtocol(), application ? ProtocolEnum.HTTP : ProtocolEnum.TCP));
    String port = or(spec.healthCheckPort(), TRAFFIC_PORT);
    return new HealthCheck(
        kind,
        port.equals(TRAFFIC_PORT) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
        or(spec.healthCheckPath(), "/"),
        Optional.ofNullable(spec.matcher())
            .map(Matcher::httpCode)
            .orElse(application ? "200" : "200-399"),
        Duration.ofSeconds(or(spec.healthCheckIntervalSeconds(), 30)),
        Duration.ofSeconds(
            or(spec.healthCheckTimeoutSeconds(), kind == Kind.TCP ? 10 : application ? 5 : 6)),
        or(spec.healthyThresholdCount(), 5),
        or(spec.unhealthyThresholdCount(), 2));
  }

  /** Whether a protocol is one of Application Load Balancers. */
  public static boolean isApplication(ProtocolEnum protocol) {
    return protocol == null || protocol == ProtocolEnum.HTTP || protocol == ProtocolEnum.HTTPS;
  }

  private static Kind kind(ProtocolEnum protocol) {
    return switch (protocol) {
      case HTTP -> Kind.HTTP;
      case HTTPS -> Kind.HTTPS;
      case TCP, TLS, UDP, TCP_UDP, GENEVE, QUIC, TCP_QUIC -> Kind.TCP;
    };
  }
}
