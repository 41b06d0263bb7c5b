package dev.kubeecs.operator.testing;

import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceRevision;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The deployments of the services in a namespace, by the task definition that they roll out. */
public record ServiceDeployments(TestNamespace namespace) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The deployment of that revision of a family, such as {@code web:1}. */
  public Optional<EcsServiceDeployment> of(String taskDefinition) {
    return namespace.client().resources(EcsServiceRevision.class).list().getItems().stream()
        .filter(revision -> revision.getSpec().taskDefinition().equals(taskDefinition))
        .map(
            revision ->
                namespace
                    .client()
                    .resources(EcsServiceDeployment.class)
                    .withName(revision.getMetadata().getName())
                    .get())
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Waits for something in its status. */
  public EcsServiceDeployment await(
      String taskDefinition, Predicate<EcsServiceDeployment> condition) {
    return Awaitility.await(taskDefinition)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> of(taskDefinition),
            found -> found.filter(d -> d.getStatus() != null).filter(condition).isPresent())
        .orElseThrow();
  }

  /** Waits until it has ended, well or not. */
  public EcsServiceDeploymentStatus awaitEnd(String taskDefinition) {
    return await(taskDefinition, deployment -> deployment.getStatus().finishedAt() != null)
        .getStatus();
  }
}
