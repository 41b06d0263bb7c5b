package dev.kubeecs.resources.loadbalancing;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Matcher;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import java.time.Duration;
import java.util.Optional;

/**
 * How the health of targets is checked, with ELB's defaults for what a target group leaves out.
 * Source of the defaults: the ELB API reference, CreateTargetGroup.
 *
 * @param kind what a check does
 * @param port a number, or {@value #TRAFFIC_PORT} for the port of each target
 * @param path asked for by HTTP and HTTPS
 * @param statuses that pass, as {@link StatusCodes} reads them
 * @param interval from check to check
 * @param timeout of a check
 * @param healthyThreshold checks in a row that an unhealthy target must pass
 * @param unhealthyThreshold checks in a row that a healthy target must fail
 */
public record HealthCheck(
    Kind kind,
    String port,
    String path,
    String statuses,
    Duration interval,
    Duration timeout,
    int healthyThreshold,
    int unhealthyThreshold) {

  /** The port on which a target takes requests. */
  public static final String TRAFFIC_PORT = "traffic-port";

  /** What a check does. */
  public enum Kind {
    HTTP,
    HTTPS,
    TCP
  }

  /** The check of a target group. */
  public static HealthCheck of(TargetGroupSpec spec) {
    boolean application = LoadBalancers.isApplication(spec.protocol());
    Kind kind =
        kind(or(spec.healthCheckProtocol(), application ? ProtocolEnum.HTTP : ProtocolEnum.TCP));
    return new HealthCheck(
        kind,
        or(spec.healthCheckPort(), TRAFFIC_PORT),
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

  /** The port of a target that is checked. */
  public int portOf(int trafficPort) {
    return port.equals(TRAFFIC_PORT) ? trafficPort : Integer.parseInt(port);
  }

  private static Kind kind(ProtocolEnum protocol) {
    return switch (protocol) {
      case HTTP -> Kind.HTTP;
      case HTTPS -> Kind.HTTPS;
      case TCP, TLS, UDP, TCP_UDP, GENEVE, QUIC, TCP_QUIC -> Kind.TCP;
    };
  }
}
