package dev.kubeecs.resources.taskendpoint;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret of the operator and all gateways, with which they make codes that nobody else can make.
 * Deleting its Secret and starting them anew makes all codes worthless.
 */
public final class SharedKey {

  /** The Secret that holds it. */
  public static final String SECRET = "kube-ecs-shared-key";

  static final int LENGTH = 32;

  private static final String TYPE = "kube-ecs.dev/shared-key";
  private static final String ENTRY = "key";
  private static final String HMAC = "HmacSHA256";
  private static final String DEFAULT_NAMESPACE = "default";

  private final byte[] key;

  /** The key of these bytes, at least 32. */
  public SharedKey(byte[] key) {
    if (key.length < LENGTH) {
      throw new IllegalArgumentException(
          "the shared key has %d bytes; it needs %d".formatted(key.length, LENGTH));
    }
    this.key = key.clone();
  }

  /**
   * The key in the Secret of that namespace, which whoever comes first makes.
   *
   * @throws KubernetesClientException if it can neither be read nor made
   */
  public static SharedKey in(KubernetesClient client, String namespace) {
    Secret secret = read(client, namespace);
    if (secret == null) {
      try {
        secret = client.resource(random(namespace)).create();
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw e;
        }
        secret = read(client, namespace);
      }
    }
    return new SharedKey(Base64.getDecoder().decode(secret.getData().getOrDefault(ENTRY, "")));
  }

  /** The namespace of the Secret: the one given, else the program's own. */
  public static String namespace(KubernetesClient client, Optional<String> given) {
    return given.or(() -> Optional.ofNullable(client.getNamespace())).orElse(DEFAULT_NAMESPACE);
  }

  /**
   * An authentication code of a text: 43 characters that a URL can hold.
   *
   * @param purpose codes of one purpose are worth nothing for another
   */
  public String code(String purpose, String text) {
    byte[] derived = mac(key, purpose);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(derived, text));
  }

  private static Secret read(KubernetesClient client, String namespace) {
    return client.secrets().inNamespace(namespace).withName(SECRET).get();
  }

  private static Secret random(String namespace) {
    byte[] bytes = new byte[LENGTH];
    new SecureRandom().nextBytes(bytes);
    return new SecretBuilder()
        .withNewMetadata()
        .withName(SECRET)
        .withNamespace(namespace)
        .endMetadata()
        .withType(TYPE)
        .withData(Map.of(ENTRY, Base64.getEncoder().encodeToString(bytes)))
        .build();
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
