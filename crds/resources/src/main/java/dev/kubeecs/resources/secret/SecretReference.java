package dev.kubeecs.resources.secret;

import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.ObjectNames;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value in Secrets Manager or in Parameter Store: {@code valueFrom} of a secret. Source of its
 * forms: ECS developer guide, sensitive data.
 *
 * @param store where it is
 * @param name of the secret or parameter
 * @param jsonKey the member of a secret that is a JSON object; empty for the whole secret
 * @param version a stage or id; empty for the current version
 */
public record SecretReference(
    Store store, String name, Optional<String> jsonKey, Optional<String> version) {

  /** The services of AWS that keep such values. */
  public enum Store {
    SECRETS_MANAGER,
    PARAMETER_STORE
  }

  /** The stage that is meant where none is named. */
  private static final String CURRENT = "AWSCURRENT";

  /** Parameter Store shows the secrets of Secrets Manager below this path. */
  private static final String SECRETS_AS_PARAMETERS = "/aws/reference/secretsmanager/";

  /** Secrets Manager adds it to the name in the ARN. */
  private static final Pattern RANDOM_SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}$");

  private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,519}");
  private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z0-9/_.-]{1,1011}");
  private static final Pattern COLON = Pattern.compile(":");

  /** Empty if the text names neither a secret nor a parameter. */
  public static Optional<SecretReference> parse(String valueFrom) {
    if (valueFrom == null) {
      return Optional.empty();
    }
    if (!Arn.looksLikeOne(valueFrom)) {
      return parameter(valueFrom);
    }
    String[] parts = COLON.split(valueFrom, -1);
    if (parts.length == 6 && parts[2].equals("ssm") && parts[5].startsWith("parameter/")) {
      return parameter(parts[5].substring("parameter".length()));
    }
    return parts.length >= 7
            && parts.length <= 10
            && parts[2].equals("secretsmanager")
            && parts[5].equals("secret")
        ? secret(
            RANDOM_SUFFIX.matcher(parts[6]).replaceFirst(""),
            part(parts, 7),
            part(parts, 9).or(() -> part(parts, 8)))
        : Optional.empty();
  }

  /** Empty if the text is neither the ARN nor the name of a secret of Secrets Manager. */
  public static Optional<SecretReference> parseSecret(String arnOrName) {
    if (arnOrName == null) {
      return Optional.empty();
    }
    return Arn.looksLikeOne(arnOrName)
        ? parse(arnOrName).filter(reference -> reference.store() == Store.SECRETS_MANAGER)
        : secret(arnOrName, Optional.empty(), Optional.empty());
  }

  private static Optional<SecretReference> secret(
      String name, Optional<String> jsonKey, Optional<String> version) {
    return SECRET_NAME.matcher(name).matches()
        ? Optional.of(
            new SecretReference(
                Store.SECRETS_MANAGER, name, jsonKey, version.filter(v -> !v.equals(CURRENT))))
        : Optional.empty();
  }

  private static Optional<SecretReference> parameter(String name) {
    if (name.startsWith(SECRETS_AS_PARAMETERS)) {
      return secret(
          name.substring(SECRETS_AS_PARAMETERS.length()), Optional.empty(), Optional.empty());
    }
    return PARAMETER_NAME.matcher(name).matches()
        ? Optional.of(
            new SecretReference(Store.PARAMETER_STORE, name, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private static Optional<String> part(String[] parts, int index) {
    return index < parts.length && !parts[index].isEmpty()
        ? Optional.of(parts[index])
        : Optional.empty();
  }

  /** The Kubernetes Secret, in the namespace of the account. */
  public String objectName() {
    return switch (store) {
      case SECRETS_MANAGER -> ObjectNames.secret(name);
      case PARAMETER_STORE -> ObjectNames.parameter(name);
    };
  }

  /**
   * The key in the Kubernetes Secret: {@code value} of a parameter; of a secret the JSON key,
   * {@code AWSCURRENT} for the whole, and for another version the stage or id, before a dot and the
   * JSON key if there is one.
   */
  public String key() {
    return switch (store) {
      case SECRETS_MANAGER ->
          version
              .map(v -> jsonKey.map(key -> v + "." + key).orElse(v))
              .or(() -> jsonKey)
              .orElse(CURRENT);
      case PARAMETER_STORE -> "value";
    };
  }
}
