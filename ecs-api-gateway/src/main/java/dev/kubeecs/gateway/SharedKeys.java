package dev.kubeecs.gateway;

import dev.kubeecs.resources.taskendpoint.SharedKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;

/** The key that the gateway shares with the operator, read when it is first needed. */
@Singleton
public class SharedKeys {

  private final KubernetesClient client;
  private final GatewayConfiguration configuration;
  private volatile SharedKey key;

  SharedKeys(KubernetesClient client, GatewayConfiguration configuration) {
    this.client = client;
    this.configuration = configuration;
  }

  /** The key. It does not change while the gateway runs. */
  public SharedKey get() {
    // Two threads that come first at once read the same.
    if (key == null) {
      key = SharedKey.in(client, namespace());
    }
    return key;
  }

  /** Where what operator and gateways share is kept. */
  public String namespace() {
    return SharedKey.namespace(client, configuration.namespace());
  }
}
