package dev.kubeecs.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCounterTest {

  @ParameterizedTest
  @CsvSource({
    "/apis/kube-ecs.dev/v1alpha1/ecstasks, ecstasks",
    "/apis/kube-ecs.dev/v1alpha1/namespaces/default/ecstasks, ecstasks",
    "/apis/kube-ecs.dev/v1alpha1/namespaces/default/ecstasks/5f0c/status, ecstasks",
    "/apis/authorization.k8s.io/v1/subjectaccessreviews, subjectaccessreviews",
    "/api/v1/namespaces, namespaces",
    "/api/v1/namespaces/default/secrets, secrets",
    "/api/v1/nodes/one, nodes",
    "/healthz, other",
  })
  void resources(String path, String resource) {
    assertThat(RequestCounter.resource(path)).isEqualTo(resource);
  }
}
