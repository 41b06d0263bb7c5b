package dev.kubeecs.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

  @Test
  void withoutSettingsK3sIsUsedWhereDockerAnswersElseTheLocalCluster() {
    ClusterSettings settings = settings(Map.of("KUBECONFIG", "/home/me/.kube/config"), Map.of());
    assertThat(settings.choose(() -> true)).isEqualTo(ClusterKind.K3S);
    assertThat(settings.choose(() -> false)).isEqualTo(ClusterKind.LOCAL);
  }

  @Test
  void aClusterNamedForTheTestsComesFirst() {
    ClusterSettings settings = settings(Map.of("KUBE_ECS_TEST_KUBECONFIG", "/tmp/c"), Map.of());
    assertThat(settings.choose(() -> true)).isEqualTo(ClusterKind.KUBECONFIG);
    assertThat(settings.existingCluster()).isEqualTo(Path.of("/tmp/c"));
  }

  @Test
  void theUsersOwnClusterIsUsedOnlyWhenAskedFor() {
    ClusterSettings settings =
        settings(Map.of("KUBECONFIG", "/mine"), Map.of("kube-ecs.test.cluster", "kubeconfig"));
    assertThat(settings.choose(() -> true)).isEqualTo(ClusterKind.KUBECONFIG);
    assertThat(settings.existingCluster()).isEqualTo(Path.of("/mine"));
  }

  @Test
  void aSystemPropertyWinsOverTheEnvironment() {
    ClusterSettings settings =
        settings(
            Map.of("KUBE_ECS_TEST_CLUSTER", "k3s", "KUBE_ECS_TEST_K3S_IMAGE", "one"),
            Map.of("kube-ecs.test.cluster", "simulated", "kube-ecs.test.k3s-image", "two"));
    assertThat(settings.choose(() -> true)).isEqualTo(ClusterKind.SIMULATED);
    assertThat(settings.k3sImage()).contains("two");
  }

  @Test
  void anUnknownKindIsRefusedWithTheKindsThereAre() {
    assertThatThrownBy(() -> settings(Map.of("KUBE_ECS_TEST_CLUSTER", "minikube"), Map.of()))
        .hasMessageContaining("'minikube'")
        .hasMessageContaining("kubeconfig, k3s, local, simulated");
  }

  @Test
  void askingForAnExistingClusterWithoutNamingOneSaysHow() {
    ClusterSettings settings = settings(Map.of("KUBE_ECS_TEST_CLUSTER", "kubeconfig"), Map.of());
    assertThatThrownBy(settings::existingCluster).hasMessageContaining("KUBE_ECS_TEST_KUBECONFIG");
  }

  private static ClusterSettings settings(
      Map<String, String> environment, Map<String, String> properties) {
    return ClusterSettings.from(environment::get, properties::get);
  }
}
