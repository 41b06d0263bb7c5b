package dev.kubeecs.operator.cache;

import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The informers, each made when it is first asked for, and synchronised by then. */
final class Caches {

  private final KubernetesClient client;

  Caches(KubernetesClient client) {
    this.client = client;
  }

  @Produces
  @Singleton
  SharedIndexInformer<Namespace> namespaces() {
    return synchronised(client.namespaces(), Map.of());
  }

  @Produces
  @Singleton
  SharedIndexInformer<Node> nodes() {
    return synchronised(client.nodes(), Map.of());
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsCluster> clusters() {
    return synchronised(
        client.resources(EcsCluster.class).inAnyNamespace(),
        Map.of(Indexes.BY_ECS_NAME, Indexes::ecsName));
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsCapacityProvider> capacityProviders() {
    return synchronised(
        client.resources(EcsCapacityProvider.class).inAnyNamespace(),
        Map.of(Indexes.BY_ECS_NAME, Indexes::ecsName));
  }

  @Produces
  @Singleton
  SharedIndexInformer<TaskDefinitionRevision> taskDefinitionRevisions() {
    return synchronised(
        client.resources(TaskDefinitionRevision.class).inAnyNamespace(),
        Map.of(Indexes.BY_FAMILY, Indexes::family));
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsService> services() {
    return synchronised(
        client.resources(EcsService.class).inAnyNamespace(),
        Map.of(Indexes.BY_CLUSTER, Indexes::cluster, Indexes.BY_NAMESPACE, Indexes::namespace));
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsTask> tasks() {
    return synchronised(
        client.resources(EcsTask.class).inAnyNamespace(),
        Map.of(
            Indexes.BY_CLUSTER, Indexes::cluster,
            Indexes.BY_SERVICE, Indexes::service,
            Indexes.BY_NAMESPACE, Indexes::namespace,
            Indexes.WAITING, Indexes::waiting));
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsServiceRevision> serviceRevisions() {
    return synchronised(
        client.resources(EcsServiceRevision.class).inAnyNamespace(),
        Map.of(Indexes.BY_SERVICE, Indexes::service, Indexes.BY_DEPLOYMENT, Indexes::deployment));
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsServiceDeployment> serviceDeployments() {
    return synchronised(
        client.resources(EcsServiceDeployment.class).inAnyNamespace(),
        Map.of(Indexes.BY_SERVICE, Indexes::service));
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsTaskSet> taskSets() {
    return synchronised(
        client.resources(EcsTaskSet.class).inAnyNamespace(),
        Map.of(Indexes.BY_SERVICE, Indexes::service));
  }

  /** Deployments of services only. */
  @Produces
  @Singleton
  SharedIndexInformer<Deployment> deployments() {
    return synchronised(
        client.apps().deployments().inAnyNamespace().withLabel(Labels.SERVICE),
        Map.of(
            Indexes.BY_SERVICE,
            Indexes::service,
            Indexes.CONSTRAINED,
            deployment -> Indexes.constrained(deployment.getSpec().getTemplate().getMetadata())));
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsDaemon> daemons() {
    return synchronised(
        client.resources(EcsDaemon.class).inAnyNamespace(),
        Map.of(Indexes.BY_NAMESPACE, Indexes::namespace));
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsDaemonRevision> daemonRevisions() {
    return synchronised(
        client.resources(EcsDaemonRevision.class).inAnyNamespace(),
        Map.of(Indexes.BY_DAEMON, Indexes::daemon, Indexes.BY_DEPLOYMENT, Indexes::deployment));
  }

  @Produces
  @Singleton
  SharedIndexInformer<DaemonTaskDefinition> daemonTaskDefinitions() {
    return synchronised(
        client.resources(DaemonTaskDefinition.class).inAnyNamespace(),
        Map.of(Indexes.BY_FAMILY, Indexes::family));
  }

  /** DaemonSets of services and daemons only. */
  @Produces
  @Singleton
  SharedIndexInformer<DaemonSet> daemonSets() {
    return synchronised(
        client.apps().daemonSets().inAnyNamespace().withLabel(Labels.CLUSTER),
        Map.of(
            Indexes.BY_SERVICE,
            Indexes::service,
            Indexes.BY_DAEMON,
            Indexes::daemon,
            Indexes.CONSTRAINED,
            daemonSet -> Indexes.constrained(daemonSet.getSpec().getTemplate().getMetadata())));
  }

  /** Pods of tasks only. */
  @Produces
  @Singleton
  SharedIndexInformer<Pod> pods() {
    return synchronised(
        client.pods().inAnyNamespace().withLabel(Labels.CLUSTER),
        Map.of(
            Indexes.BY_SERVICE,
            Indexes::service,
            Indexes.BY_DAEMON,
            Indexes::daemon,
            Indexes.BY_TASK,
            Indexes::task,
            Indexes.BY_NODE,
            Indexes::node,
            Indexes.CONSTRAINED,
            pod -> Indexes.constrained(pod.getMetadata())));
  }

  void stop(@Disposes SharedIndexInformer<?> informer) {
    informer.stop();
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> synchronised(
      Informable<T> resources, Map<String, Function<T, List<String>>> indexers) {
    SharedIndexInformer<T> informer = resources.runnableInformer(0);
    informer.itemStore(new WithoutManagedFields<>());
    informer.addIndexers(indexers);
    informer.run();
    return informer;
  }
}
