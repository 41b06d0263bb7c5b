package dev.kubeecs.gateway.taskendpoint;

import dev.kubeecs.gateway.SharedKeys;
import dev.kubeecs.resources.taskendpoint.TaskEndpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Gives the Service of the task endpoint the address at which SDKs look for credentials, as a cloud
 * gives a load balancer one. Every Node then leads containers that call it to a gateway.
 */
@Singleton
public final class LinkLocalService {

  private static final Logger LOG = Logger.getLogger(LinkLocalService.class);
  private static final String STATUS =
      "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"%s\", \"ipMode\": \"VIP\"}]}}}"
          .formatted(TaskEndpoint.ADDRESS);

  private final KubernetesClient client;
  private final SharedKeys keys;

  LinkLocalService(KubernetesClient client, SharedKeys keys) {
    this.client = client;
    this.keys = keys;
  }

  void announce() {
    String namespace = keys.namespace();
    try {
      client
          .services()
          .inNamespace(namespace)
          .withName(TaskEndpoint.SERVICE)
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), STATUS);
      LOG.infof(
          "containers find it at %s by the Service %s/%s",
          TaskEndpoint.URL, namespace, TaskEndpoint.SERVICE);
    } catch (KubernetesClientException e) {
      // Clients are served all the same.
      LOG.warnf(
          "containers do not find it: apply the Service %s of src/main/kubernetes/task-endpoint.yaml"
              + " in namespace %s and start the gateway again. %s",
          TaskEndpoint.SERVICE, namespace, e.getMessage());
    }
  }
}
