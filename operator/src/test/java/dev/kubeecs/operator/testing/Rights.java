package dev.kubeecs.operator.testing;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The identity that the operator has in production, on the cluster of the tests. */
final class Rights {

  private static final String NAMESPACE = "kube-ecs";
  private static final String NAME = "kube-ecs-operator";

  private static final String FORM =
      """
      apiVersion: v1
      kind: Config
      current-context: operator
      clusters: [{name: cluster, cluster: {server: "%s", certificate-authority-data: "%s"}}]
      users: [{name: operator, user: {token: "%s"}}]
      contexts: [{name: operator, context: {cluster: cluster, user: operator}}]
      """;

  private Rights() {}

  /** A kubeconfig of the operator's own service account, made with that of an administrator. */
  static Path kubeconfig(Path administrator) {
    try (KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(administrator.toFile()))
                .build();
        InputStream manifests = Files.newInputStream(Path.of("src/main/kubernetes/rbac.yaml"))) {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
          .serverSideApply();
      client.load(manifests).items().forEach(item -> client.resource(item).serverSideApply());
      Path file = Path.of("target", "operator-kubeconfig").toAbsolutePath();
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          FORM.formatted(
              client.getConfiguration().getMasterUrl(),
              client.getConfiguration().getCaCertData(),
              token(client)));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String token(KubernetesClient client) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(Duration.ofHours(2).toSeconds())
            .endSpec()
            .build();
    return client
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
