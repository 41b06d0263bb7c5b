package dev.kubeecs.gateway.signing;

import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import dev.kubeecs.gateway.store.Cache;
import dev.kubeecs.gateway.store.Cache.Index;
import dev.kubeecs.gateway.store.Caches;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Access keys as Secrets of type {@code kube-ecs.dev/access-key} with the keys {@code accessKeyId},
 * {@code secretAccessKey}, {@code accountId}, {@code serviceAccount} ({@code namespace/name}) and,
 * for temporary ones, {@code sessionToken} and {@code expiration} (ISO 8601).
 *
 * <p>They are read from one namespace only: who may write there may act as any account.
 */
final class SecretAccessKeys implements AccessKeys {

  static final String TYPE = "kube-ecs.dev/access-key";

  private static final Logger LOG = Logger.getLogger(SecretAccessKeys.class);
  private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");
  private static final Pattern SERVICE_ACCOUNT = Pattern.compile("([a-z0-9-]+)/([a-z0-9.-]+)");

  private final Index<Secret> byId;

  SecretAccessKeys(KubernetesClient client, Caches caches, String namespace) {
    Cache<Secret> secrets =
        caches.start(
            "access keys", client.secrets().inNamespace(namespace).withField("type", TYPE));
    byId =
        secrets.index(
            "accessKeyId", secret -> value(secret, "accessKeyId").map(List::of).orElse(List.of()));
  }

  @Override
  public Optional<AccessKey> find(String id, Optional<String> token) {
    // The oldest wins: a key cannot be taken over by a second Secret.
    return byId.get(id).stream()
        .min(Comparator.comparing(secret -> secret.getMetadata().getCreationTimestamp()))
        .flatMap(SecretAccessKeys::read);
  }

  private static Optional<AccessKey> read(Secret secret) {
    Optional<String> key = value(secret, "secretAccessKey");
    Optional<String> accountId =
        value(secret, "accountId").filter(id -> ACCOUNT_ID.matcher(id).matches());
    Optional<ServiceAccount> serviceAccount =
        value(secret, "serviceAccount")
            .map(SERVICE_ACCOUNT::matcher)
            .filter(java.util.regex.Matcher::matches)
            .map(parts -> new ServiceAccount(parts.group(1), parts.group(2)));
    try {
      Optional<Instant> expiration = value(secret, "expiration").map(Instant::parse);
      if (key.isPresent() && accountId.isPresent() && serviceAccount.isPresent()) {
        return Optional.of(
            new AccessKey(
                value(secret, "accessKeyId").orElseThrow(),
                key.get(),
                accountId.get(),
                serviceAccount.get(),
                value(secret, "sessionToken"),
                expiration));
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    LOG.warnf(
        "Secret %s/%s is no access key: it needs accessKeyId, secretAccessKey, accountId (12"
            + " digits), serviceAccount (namespace/name), and expiration, if any, in ISO 8601",
        secret.getMetadata().getNamespace(), secret.getMetadata().getName());
    return Optional.empty();
  }

  private static Optional<String> value(Secret secret, String key) {
    Map<String, String> data = secret.getData();
    return Optional.ofNullable(data == null ? null : data.get(key))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
  }
}
