package dev.kubeecs.operator.cluster;

import dev.kubeecs.operator.discovery.Registry;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.discovery.Discovery;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;

/** The namespaces that clusters name for the Service Connect of their services. */
@Singleton
final class DefaultNamespaces {

  private final Registry registry;
  private final KubernetesClient client;

  DefaultNamespaces(Registry registry, KubernetesClient client) {
    this.registry = registry;
    this.client = client;
  }

  /**
   * Makes the namespace of a cluster, if it names one that is not there. Source: the API reference
   * of ClusterServiceConnectDefaultsRequest: for API calls only.
   */
  void settle(EcsCluster cluster) {
    String account = cluster.getMetadata().getNamespace();
    ServiceConnect.defaultNamespace(cluster.getSpec())
        .filter(name -> !Discovery.isArn(name))
        .filter(name -> registry.namespace(account, name).isEmpty())
        .ifPresent(name -> create(account, name));
  }

  private void create(String account, String name) {
    try {
      client.resource(Discovery.http(account, name)).create();
    } catch (KubernetesClientException e) {
      // Whoever wrote the cluster was faster.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
