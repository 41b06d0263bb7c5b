package dev.kubeecs.localcluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
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
import java.util.List;

/** The identity that a program has in production, on the cluster of the tests. */
public final class Rights {

  private static final String FORM =
      """
      apiVersion: v1
      kind: Config
      current-context: program
      clusters: [{name: cluster, cluster: {server: "%s", certificate-authority-data: "%s"}}]
      users: [{name: program, user: {token: "%s"}}]
      contexts: [{name: program, context: {cluster: cluster, user: program, namespace: "%s"}}]
      """;

  private Rights() {}

  /**
   * A kubeconfig of a program's own service account.
   *
   * @param administrator the kubeconfig of one
   * @param manifests of the service account and its rights, which are applied
   */
  public static Path kubeconfig(Path administrator, Path manifests) {
    try (KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(administrator.toFile()))
                .build();
        InputStream stream = Files.newInputStream(manifests)) {
      List<HasMetadata> rights = client.load(stream).items();
      ServiceAccount account =
          rights.stream()
              .filter(ServiceAccount.class::isInstance)
              .map(ServiceAccount.class::cast)
              .findFirst()
              .orElseThrow();
      client
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(account.getMetadata().getNamespace())
                  .endMetadata()
                  .build())
          .serverSideApply();
      rights.forEach(item -> client.resource(item).serverSideApply());
      Path file =
          Path.of("target", account.getMetadata().getName() + ".kubeconfig").toAbsolutePath();
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          FORM.formatted(
              client.getConfiguration().getMasterUrl(),
              client.getConfiguration().getCaCertData(),
              token(client, account),
              account.getMetadata().getNamespace()));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String token(KubernetesClient client, ServiceAccount account) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(Duration.ofHours(2).toSeconds())
            .endSpec()
            .build();
    return client
        .serviceAccounts()
        .inNamespace(account.getMetadata().getNamespace())
        .withName(account.getMetadata().getName())
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
