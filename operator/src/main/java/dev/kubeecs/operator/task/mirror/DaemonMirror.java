package dev.kubeecs.operator.task.mirror;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.DaemonPropagateTags;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.capacity.KnownProviders;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionSpec;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskSpecBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Builds the EcsTask that mirrors a Pod of a daemon. */
@Singleton
class DaemonMirror {

  private final SharedIndexInformer<EcsDaemonRevision> revisions;
  private final SharedIndexInformer<EcsDaemon> daemons;
  private final SharedIndexInformer<Node> nodes;
  private final KnownProviders providers;

  DaemonMirror(
      SharedIndexInformer<EcsDaemonRevision> revisions,
      SharedIndexInformer<EcsDaemon> daemons,
      SharedIndexInformer<Node> nodes,
      KnownProviders providers) {
    this.revisions = revisions;
    this.daemons = daemons;
    this.nodes = nodes;
    this.providers = providers;
  }

  /** The task that a Pod is; empty if its revision is not known (any more). */
  Optional<EcsTask> task(Pod pod) {
    String deployment = pod.getMetadata().getLabels().get(Labels.DEPLOYMENT);
    return revisions
        .getIndexer()
        .byIndex(Indexes.BY_DEPLOYMENT, Indexes.key(pod.getMetadata().getNamespace(), deployment))
        .stream()
        .findFirst()
        .map(revision -> task(pod, revision));
  }

  private EcsTask task(Pod pod, EcsDaemonRevision revision) {
    EcsDaemonRevisionSpec spec = revision.getSpec();
    EcsTask task = new EcsTask();
    task.setMetadata(MirrorTask.metadata(pod, revision));
    task.setSpec(
        EcsTaskSpecBuilder.builder()
            .cluster(spec.cluster())
            .taskDefinition(spec.daemonTaskDefinition())
            .group("daemon:" + spec.daemonName())
            .startedBy("ecs-daemon/" + spec.deploymentId())
            .capacityProviderStrategy(
                List.of(
                    CapacityProviderStrategyItem.builder()
                        .capacityProvider(provider(pod, spec))
                        .weight(1)
                        .build()))
            .enableECSManagedTags(spec.enableECSManagedTags())
            .enableExecuteCommand(spec.enableExecuteCommand())
            .tags(tags(pod, spec))
            .build());
    return task;
  }

  /** The one whose Node it is on: the first of several that have the Node. */
  private String provider(Pod pod, EcsDaemonRevisionSpec revision) {
    String namespace = pod.getMetadata().getNamespace();
    Optional<Node> node = DaemonNode.of(pod).map(name -> nodes.getIndexer().getByKey(name));
    return revision.capacityProviders().stream()
        .filter(
            name ->
                node.isPresent()
                    && providers
                        .active(namespace, name)
                        .filter(provider -> CapacityProviders.has(provider, node.get()))
                        .isPresent())
        .findFirst()
        .orElse(revision.capacityProviders().getFirst());
  }

  private List<Tag> tags(Pod pod, EcsDaemonRevisionSpec revision) {
    EcsDaemon daemon =
        daemons
            .getIndexer()
            .getByKey(Indexes.key(pod.getMetadata().getNamespace(), revision.daemon()));
    return revision.propagateTags() == DaemonPropagateTags.DAEMON && daemon != null
        ? daemon.getSpec().tags()
        : null;
  }
}
