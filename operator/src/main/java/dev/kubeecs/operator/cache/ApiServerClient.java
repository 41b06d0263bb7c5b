package dev.kubeecs.operator.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.resources.serialization.LeanSerialization;
import dev.kubeecs.resources.serialization.TokenRefresh;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import io.quarkus.kubernetes.client.KubernetesResources;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The operator's client of the API server. */
@Singleton
final class ApiServerClient {

  private ApiServerClient() {}

  @Produces
  @Singleton
  static KubernetesSerialization serialization(
      @KubernetesClientObjectMapper ObjectMapper mapper,
      @SuppressWarnings("rawtypes") @KubernetesResources Class[] kinds) {
    return new LeanSerialization(mapper, kinds);
  }

  @Produces
  @Singleton
  @Direct
  static KubernetesClient direct(Config config, KubernetesSerialization serialization) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization)
        .withHttpClientBuilderConsumer(builder -> TokenRefresh.onlyOfTokens(config, builder))
        .build();
  }

  /** What everybody else uses, the operator SDK too: it watches no kind for a second time. */
  @Produces
  @Singleton
  static KubernetesClient sharing(@Direct KubernetesClient client, Caches caches) {
    return SharingClient.over(client, caches);
  }

  static void close(@Disposes @Direct KubernetesClient client) {
    client.close();
  }
}
