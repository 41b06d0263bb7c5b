package dev.kubeecs.operator.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.resources.serialization.LeanSerialization;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import io.quarkus.kubernetes.client.KubernetesResources;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** How objects of Kubernetes are read and copied. */
final class Serializations {

  @Produces
  @Singleton
  KubernetesSerialization lean(
      @KubernetesClientObjectMapper ObjectMapper mapper,
      @SuppressWarnings("rawtypes") @KubernetesResources Class[] kinds) {
    return new LeanSerialization(mapper, kinds);
  }
}
