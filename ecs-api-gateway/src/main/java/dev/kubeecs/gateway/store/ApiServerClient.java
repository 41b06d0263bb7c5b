package dev.kubeecs.gateway.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.resources.serialization.LeanSerialization;
import dev.kubeecs.resources.serialization.TokenRefresh;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import io.quarkus.kubernetes.client.KubernetesResources;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The gateway's client of the API server, whose requests are counted. */
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
  static KubernetesClient client(
      Config config, KubernetesSerialization serialization, MeterRegistry meters) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization)
        .withHttpClientBuilderConsumer(
            builder -> {
              TokenRefresh.onlyOfTokens(config, builder);
              builder.addOrReplaceInterceptor(
                  RequestCounter.class.getName(), new RequestCounter(meters));
            })
        .build();
  }

  static void close(@Disposes KubernetesClient client) {
    client.close();
  }
}
