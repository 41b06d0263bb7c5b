package dev.kubeecs.operator.loadbalancing.proxy;

import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import java.util.List;

/**
 * A target group as the proxy knows it.
 *
 * @param name of the target group
 * @param spec how it is spoken to
 * @param servers the targets that take requests
 */
public record Backend(String name, TargetGroupSpec spec, List<Server> servers) {

  public Backend {
    servers = List.copyOf(servers);
  }
}
