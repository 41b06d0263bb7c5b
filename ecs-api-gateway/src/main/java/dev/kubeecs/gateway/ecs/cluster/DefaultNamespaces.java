package dev.kubeecs.gateway.ecs.cluster;

import dev.kubeecs.api.ecs.ClusterServiceConnectDefaultsRequest;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.servicediscovery.CloudMap;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The namespaces of Service Connect that services of a cluster are in, if they name none. */
@Singleton
final class DefaultNamespaces {

  private final CloudMap cloudMap;

  DefaultNamespaces(CloudMap cloudMap) {
    this.cloudMap = cloudMap;
  }

  /** Makes a namespace that is named and not there; an empty name takes the default away. */
  void settle(Call call, ClusterServiceConnectDefaultsRequest defaults) {
    if (defaults != null
        && !defaults.namespace().isEmpty()
        && cloudMap.namespaceOrNew(call, defaults.namespace()).isEmpty()) {
      throw new AwsException(
          "NamespaceNotFoundException",
          "The specified namespace %s wasn't found.".formatted(defaults.namespace()));
    }
  }

  /** ARN of the namespace of a cluster; what it is called where it is not there (yet). */
  Optional<String> arn(Call call, EcsClusterSpec cluster) {
    return ServiceConnect.defaultNamespace(cluster)
        .map(
            reference ->
                cloudMap
                    .namespace(call, reference)
                    .map(namespace -> Discovery.arn(call.account(), namespace))
                    .orElse(reference));
  }
}
