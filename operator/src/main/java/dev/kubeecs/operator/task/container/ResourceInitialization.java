package dev.kubeecs.operator.task.container;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.EnvironmentFile;
import dev.kubeecs.api.ecs.Secret;
import dev.kubeecs.operator.task.container.ContainerState.Failing;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.secret.SecretReference;
import java.util.Optional;

/**
 * A container that waits for a Kubernetes Secret which is not there, or lacks a key, is what ECS
 * calls a ResourceInitializationError. Source of the words: ECS developer guide, stopped task error
 * messages.
 */
final class ResourceInitialization {

  private static final String SECRETS =
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
          + "retrieval failed: ";

  private ResourceInitialization() {}

  /** The state with a reason that names the secret or file that is missing, if one is. */
  static ContainerState named(ContainerState state, ContainerDefinition container) {
    return state instanceof Failing failing
        ? missing(failing.reason(), container)
            .<ContainerState>map(reason -> new Failing(reason, failing.mayPass()))
            .orElse(state)
        : state;
  }

  private static Optional<String> missing(String said, ContainerDefinition container) {
    for (Secret secret : Absent.asEmpty(container.secrets())) {
      SecretReference reference = SecretReference.parse(secret.valueFrom()).orElseThrow();
      if (said.contains("secret \"" + reference.objectName() + "\" not found")) {
        return Optional.of(SECRETS + notFound(secret.valueFrom(), reference));
      }
      if (said.contains("key " + reference.key() + " in Secret ")
          && said.endsWith("/" + reference.objectName())) {
        return Optional.of(SECRETS + withoutKey(secret.valueFrom(), reference));
      }
    }
    for (EnvironmentFile file : Absent.asEmpty(container.environmentFiles())) {
      boolean missing =
          dev.kubeecs.resources.secret.EnvironmentFile.parse(file.value())
              .filter(f -> said.contains("secret \"" + f.objectName() + "\" not found"))
              .isPresent();
      if (missing) {
        return Optional.of(
            "ResourceInitializationError: failed to download env files: file download command: "
                + "non empty error stream: service call has been retried 1 time(s): "
                + file.value()
                + ": NoSuchKey: The specified key does not exist.");
      }
    }
    return Optional.empty();
  }

  private static String notFound(String valueFrom, SecretReference reference) {
    return switch (reference.store()) {
      case SECRETS_MANAGER ->
          "unable to retrieve secret from asm: service call has been retried 1 time(s): failed to "
              + "fetch secret %s from secrets manager: ResourceNotFoundException: "
                  .formatted(valueFrom)
              + "Secrets Manager can't find the specified secret.";
      case PARAMETER_STORE ->
          "unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid "
              + "ssm parameters: "
              + reference.name();
    };
  }

  private static String withoutKey(String valueFrom, SecretReference reference) {
    return reference
        .jsonKey()
        .map(
            key ->
                "unable to retrieve secret from asm: service call has been retried 1 time(s): "
                    + "retrieved secret from Secrets Manager did not contain json key "
                    + key)
        .orElseGet(() -> notFound(valueFrom, reference));
  }
}
