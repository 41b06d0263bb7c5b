package dev.kubeecs.gateway.ecs.daemon;

import dev.kubeecs.api.ecs.CreateDaemonRequest;
import dev.kubeecs.api.ecs.DaemonDeploymentStatus;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatusBuilder;
import dev.kubeecs.resources.daemon.EcsDaemonSpec;
import dev.kubeecs.resources.daemon.EcsDaemonSpecBuilder;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resource that CreateDaemon makes. */
final class NewDaemon {

  private NewDaemon() {}

  /**
   * What a request asks for.
   *
   * @param cluster ECS name of the cluster
   * @param definition {@code family:revision}
   * @param providers names of its capacity providers
   * @param deploymentId its first deployment
   */
  static EcsDaemonSpec spec(
      CreateDaemonRequest request,
      String cluster,
      String definition,
      List<String> providers,
      String deploymentId) {
    return EcsDaemonSpecBuilder.builder()
        .daemonName(request.daemonName())
        .cluster(cluster)
        .daemonTaskDefinition(definition)
        .capacityProviders(providers)
        .deploymentConfiguration(request.deploymentConfiguration())
        .tags(request.tags())
        .propagateTags(request.propagateTags())
        .enableECSManagedTags(request.enableECSManagedTags())
        .enableExecuteCommand(request.enableExecuteCommand())
        .critical(request.critical())
        .clientToken(request.clientToken())
        .deploymentId(deploymentId)
        .build();
  }

  static EcsDaemon of(EcsDaemonSpec spec, Optional<ClientToken> token, String namespace) {
    EcsDaemon daemon = new EcsDaemon();
    daemon.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(ObjectNames.service(spec.cluster(), spec.daemonName()))
            .addToLabels(Labels.CLUSTER, ObjectNames.cluster(spec.cluster()))
            .addToAnnotations(token.map(ClientToken::annotations).orElse(Map.of()))
            .build());
    daemon.setSpec(spec);
    return daemon;
  }

  /** The revision that the operator will make of a daemon. */
  static EcsDaemonRevision unseenRevision(EcsDaemon daemon, int number, Instant now) {
    EcsDaemonSpec spec = daemon.getSpec();
    EcsDaemonRevision revision = new EcsDaemonRevision();
    revision.setMetadata(
        new ObjectMetaBuilder()
            .withName(ObjectNames.serviceRevision(Daemons.name(daemon), spec.deploymentId()))
            .withCreationTimestamp(now.toString())
            .build());
    revision.setSpec(Daemons.revision(daemon, spec.deploymentId(), number));
    revision.setStatus(
        EcsDaemonRevisionStatusBuilder.builder().status(DaemonDeploymentStatus.PENDING).build());
    return revision;
  }
}
