package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.EnvironmentFileType;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.Secret;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.secret.EnvironmentFile;
import dev.kubeecs.resources.secret.SecretReference;
import dev.kubeecs.resources.secret.SecretReference.Store;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Variables that come from elsewhere name something that can be found, and nothing comes twice. */
final class SecretRules {

  private static final int MOST_FILES = 10;

  private SecretRules() {}

  static void check(TaskDefinitionSpec definition, Violations violations) {
    List<ContainerDefinition> containers = containers(definition);
    for (int i = 0; i < containers.size(); i++) {
      ContainerDefinition container = containers.get(i);
      secrets(container, i, violations);
      files(container.environmentFiles(), path(i, "environmentFiles"), violations);
      if (container.repositoryCredentials() != null) {
        String parameter = container.repositoryCredentials().credentialsParameter();
        violations.unless(
            SecretReference.parseSecret(parameter).isPresent(),
            path(i, "repositoryCredentials.credentialsParameter"),
            "'%s' is neither the ARN nor the name of a secret.",
            parameter);
      }
    }
  }

  private static void secrets(ContainerDefinition container, int i, Violations violations) {
    Set<String> names =
        Absent.asEmpty(container.environment()).stream()
            .map(KeyValuePair::name)
            .collect(Collectors.toCollection(HashSet::new));
    List<Secret> secrets = Absent.asEmpty(container.secrets());
    for (int s = 0; s < secrets.size(); s++) {
      Secret secret = secrets.get(s);
      String field = path(i, "secrets[" + s + "]");
      violations.unless(
          secret.name() != null && !secret.name().isEmpty(),
          field + ".name",
          "The name of a secret should not be null or empty.");
      violations.unless(
          names.add(secret.name()),
          field + ".name",
          "The secret name must be unique and not shared with any new or existing environment "
              + "variables set on the container, such as '%s'.",
          secret.name());
      violations.unless(
          SecretReference.parse(secret.valueFrom()).isPresent(),
          field + ".valueFrom",
          "'%s' is neither the ARN of a secret of Secrets Manager nor the ARN or name of a "
              + "parameter of Systems Manager.",
          secret.valueFrom());
    }
  }

  /** Those of a container, or of an override. */
  static void files(
      List<dev.kubeecs.api.ecs.EnvironmentFile> files, String field, Violations violations) {
    List<dev.kubeecs.api.ecs.EnvironmentFile> all = Absent.asEmpty(files);
    violations.unless(
        all.size() <= MOST_FILES,
        field,
        "A container can have at most %d environment files.",
        MOST_FILES);
    for (int f = 0; f < all.size(); f++) {
      violations.unless(
          all.get(f).type() == EnvironmentFileType.S3,
          field + "[" + f + "].type",
          "The type of an environment file must be s3.");
      violations.unless(
          EnvironmentFile.parse(all.get(f).value()).isPresent(),
          field + "[" + f + "].value",
          "'%s' is not the ARN of an object of Amazon S3 that ends in .env.",
          all.get(f).value());
    }
  }

  /** Whether a value is of Secrets Manager. */
  static boolean isOfSecretsManager(Secret secret) {
    return SecretReference.parse(secret.valueFrom())
        .filter(reference -> reference.store() == Store.SECRETS_MANAGER)
        .isPresent();
  }
}
