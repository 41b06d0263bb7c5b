package dev.kubeecs.resources.gateway;

import dev.kubeecs.api.ecs.GatewayAlbDesyncMitigationMode;
import dev.kubeecs.api.ecs.GatewayConnector;
import dev.kubeecs.api.ecs.GatewayConnectorHealthCheck;
import dev.kubeecs.api.ecs.HostSharedAlbConfiguration;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import java.util.ArrayList;
import java.util.List;

/**
 * What ECS knows of gateways and kube-ecs cannot honour. Nothing of it is dropped: it is refused.
 */
public final class UnsupportedOfGateway {

  private static final String PATH = "configuration.hostSharedAlb.";

  private UnsupportedOfGateway() {}

  /** Paths of the members of a gateway that cannot be honoured. */
  public static List<String> fields(EcsGatewaySpec spec) {
    HostSharedAlbConfiguration asked = Gateways.balancing(spec);
    List<String> fields = new ArrayList<>();
    when(asked.webACLArn() != null, PATH + "webACLArn", fields);
    when(asked.accessLogs() != null, PATH + "accessLogs", fields);
    when(asked.testTrafficRules() != null, PATH + "testTrafficRules", fields);
    when(
        asked.httpDesync() != null
            && asked.httpDesync() != GatewayAlbDesyncMitigationMode.DEFENSIVE,
        PATH + "httpDesync " + asked.httpDesync(),
        fields);
    when(
        asked.port() != null && UnsupportedOfLoadBalancing.RESERVED_PORTS.contains(asked.port()),
        PATH + "port " + asked.port(),
        fields);
    return fields;
  }

  /** Paths of the members of a service's connector that cannot be honoured. */
  public static List<String> fields(GatewayConnector connector) {
    List<String> fields = new ArrayList<>();
    GatewayConnectorHealthCheck check = connector.healthCheck();
    when(
        check != null && check.matcher() != null && check.matcher().grpcCode() != null,
        "gatewayConnectors.healthCheck.matcher.grpcCode",
        fields);
    return fields;
  }

  private static void when(boolean asked, String field, List<String> fields) {
    if (asked) {
      fields.add(field);
    }
  }
}
