package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.EnvironmentFile;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.RepositoryCredentials;
import dev.kubeecs.api.ecs.Secret;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.secret.SecretReference;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The variables of containers, and the credentials of registries. Secrets are named here and never
 * read: the kubelet brings them to the container.
 */
final class Environment {

  private Environment() {}

  /**
   * Where the container finds its task, what the definition says, and secrets. Kubernetes lets them
   * win over files, as ECS does.
   */
  static List<EnvVar> variables(PodRequest request, ContainerDefinition container) {
    return Stream.of(
            EndpointVariables.of(request, container).stream(),
            Absent.asEmpty(container.environment()).stream().map(Environment::variable),
            Absent.asEmpty(container.secrets()).stream().map(Environment::secret))
        .flatMap(each -> each)
        .toList();
  }

  private static EnvVar variable(KeyValuePair variable) {
    return new EnvVarBuilder()
        .withName(variable.name())
        .withValue(Literals.of(Absent.or(variable.value(), "")))
        .build();
  }

  private static EnvVar secret(Secret secret) {
    SecretReference reference = SecretReference.parse(secret.valueFrom()).orElseThrow();
    return new EnvVarBuilder()
        .withName(secret.name())
        .withNewValueFrom()
        .withNewSecretKeyRef(reference.key(), reference.objectName(), null)
        .endValueFrom()
        .build();
  }

  /** With ECS the first file that has a variable wins, with Kubernetes the last. */
  static List<EnvFromSource> files(ContainerDefinition container) {
    return Absent.asEmpty(container.environmentFiles()).reversed().stream()
        .map(Environment::file)
        .toList();
  }

  private static EnvFromSource file(EnvironmentFile file) {
    return new EnvFromSourceBuilder()
        .withNewSecretRef()
        .withName(
            dev.kubeecs.resources.secret.EnvironmentFile.parse(file.value())
                .orElseThrow()
                .objectName())
        .endSecretRef()
        .build();
  }

  /** Secrets of the type dockerconfigjson, for whichever container pulls from their registries. */
  static List<LocalObjectReference> pullSecrets(TaskDefinitionSpec definition) {
    return definition.containerDefinitions().stream()
        .map(ContainerDefinition::repositoryCredentials)
        .filter(Objects::nonNull)
        .map(RepositoryCredentials::credentialsParameter)
        .map(SecretReference::parseSecret)
        .flatMap(Optional::stream)
        .map(SecretReference::objectName)
        .distinct()
        .map(LocalObjectReference::new)
        .toList();
  }
}
