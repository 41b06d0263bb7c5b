package dev.kubeecs.resources.gateway;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AccessType;
import dev.kubeecs.api.ecs.GatewayAlbProtocol;
import dev.kubeecs.api.ecs.GatewayElbScheme;
import dev.kubeecs.api.ecs.HostSharedAlbConfiguration;
import dev.kubeecs.resources.naming.ObjectNames;

/** What is true of a gateway by its spec alone. */
public final class Gateways {

  /** The gateway that all Express services of an account share. */
  public static final String EXPRESS = "ecs-express";

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private Gateways() {}

  /** The ECS name of a gateway. */
  public static String name(EcsGateway gateway) {
    return or(spec(gateway).name(), gateway.getMetadata().getName());
  }

  /** What is wanted of a gateway; an empty spec where there is none. */
  public static EcsGatewaySpec spec(EcsGateway gateway) {
    return or(gateway.getSpec(), EcsGatewaySpecBuilder.builder().build());
  }

  /** The load balancers of a gateway, as they are asked for. */
  public static HostSharedAlbConfiguration balancing(EcsGatewaySpec spec) {
    HostSharedAlbConfiguration none = HostSharedAlbConfiguration.builder().build();
    return spec.configuration() == null ? none : or(spec.configuration().hostSharedAlb(), none);
  }

  /** What the listener speaks: HTTP, unless HTTPS is asked for (ADR 51). */
  public static GatewayAlbProtocol protocol(EcsGatewaySpec spec) {
    return or(balancing(spec).protocol(), GatewayAlbProtocol.HTTP);
  }

  /** The port of the listener: that which is usual for what it speaks, unless another is given. */
  public static int port(EcsGatewaySpec spec) {
    return or(
        balancing(spec).port(),
        protocol(spec) == GatewayAlbProtocol.HTTPS ? HTTPS_PORT : HTTP_PORT);
  }

  /** PUBLIC, unless the load balancer is internal. */
  public static AccessType accessType(EcsGatewaySpec spec) {
    return balancing(spec).scheme() == GatewayElbScheme.INTERNAL
        ? AccessType.PRIVATE
        : AccessType.PUBLIC;
  }

  /** The load balancer, and its listener, of the gateway of an ECS name. */
  public static String loadBalancer(String gateway) {
    return ObjectNames.gatewayLoadBalancer(gateway);
  }

  /** The Secret of the listener's certificate. */
  public static String certificate(EcsGatewaySpec spec, String gateway) {
    return or(spec.certificate(), loadBalancer(gateway) + "-tls");
  }
}
