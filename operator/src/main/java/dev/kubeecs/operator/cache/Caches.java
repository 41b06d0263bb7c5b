package dev.kubeecs.operator.cache;

import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.cache.SteadyIndex;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
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
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The informers, one for each kind that more than one room reads. All begin to fill side by side;
 * whoever asks for one gets it synchronised.
 */
@Singleton
final class Caches {

  private static final Logger LOG = Logger.getLogger(Caches.class);

  private final Map<Class<?>, Filling<?>> informers = new HashMap<>();
  private final Filling<Pod> proxies;

  Caches(@Direct KubernetesClient client) {
    start(Namespace.class, client.namespaces(), Map.of());
    start(Node.class, client.nodes(), Map.of());
    start(
        EcsCluster.class,
        client.resources(EcsCluster.class).inAnyNamespace(),
        Map.of(Indexes.BY_ECS_NAME, Indexes::ecsName));
    start(
        EcsCapacityProvider.class,
        client.resources(EcsCapacityProvider.class).inAnyNamespace(),
        Map.of(Indexes.BY_ECS_NAME, Indexes::ecsName));
    start(
        TaskDefinitionRevision.class,
        client.resources(TaskDefinitionRevision.class).inAnyNamespace(),
        Map.of(Indexes.BY_FAMILY, Indexes::family));
    start(
        EcsService.class,
        client.resources(EcsService.class).inAnyNamespace(),
        Map.of(Indexes.BY_CLUSTER, Indexes::cluster, Indexes.BY_NAMESPACE, Indexes::namespace));
    start(
        EcsTask.class,
        client.resources(EcsTask.class).inAnyNamespace(),
        Map.of(
            Indexes.BY_CLUSTER, Indexes::cluster,
            Indexes.BY_SERVICE, Indexes::service,
            Indexes.BY_NAMESPACE, Indexes::namespace,
            Indexes.WAITING, Indexes::waiting));
    start(
        EcsServiceRevision.class,
        client.resources(EcsServiceRevision.class).inAnyNamespace(),
        Map.of(Indexes.BY_SERVICE, Indexes::service, Indexes.BY_DEPLOYMENT, Indexes::deployment));
    start(
        EcsServiceDeployment.class,
        client.resources(EcsServiceDeployment.class).inAnyNamespace(),
        Map.of(Indexes.BY_SERVICE, Indexes::service));
    start(
        EcsTaskSet.class,
        client.resources(EcsTaskSet.class).inAnyNamespace(),
        Map.of(Indexes.BY_SERVICE, Indexes::service));
    // Deployments of services only.
    start(
        Deployment.class,
        client.apps().deployments().inAnyNamespace().withLabel(Labels.SERVICE),
        Map.of(
            Indexes.BY_SERVICE,
            Indexes::service,
            Indexes.CONSTRAINED,
            deployment -> Indexes.constrained(deployment.getSpec().getTemplate().getMetadata())));
    start(
        EcsDaemon.class,
        client.resources(EcsDaemon.class).inAnyNamespace(),
        Map.of(Indexes.BY_NAMESPACE, Indexes::namespace));
    start(
        EcsDaemonRevision.class,
        client.resources(EcsDaemonRevision.class).inAnyNamespace(),
        Map.of(Indexes.BY_DAEMON, Indexes::daemon, Indexes.BY_DEPLOYMENT, Indexes::deployment));
    start(
        DaemonTaskDefinition.class,
        client.resources(DaemonTaskDefinition.class).inAnyNamespace(),
        Map.of(Indexes.BY_FAMILY, Indexes::family));
    // DaemonSets of services and daemons only.
    start(
        DaemonSet.class,
        client.apps().daemonSets().inAnyNamespace().withLabel(Labels.CLUSTER),
        Map.of(
            Indexes.BY_SERVICE,
            Indexes::service,
            Indexes.BY_DAEMON,
            Indexes::daemon,
            Indexes.CONSTRAINED,
            daemonSet -> Indexes.constrained(daemonSet.getSpec().getTemplate().getMetadata())));
    // Pods of tasks only.
    start(
        Pod.class,
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
            Indexes.BY_TARGET_GROUP,
            Indexes::targetGroups,
            Indexes.BY_DISCOVERY_SERVICE,
            Indexes::discoveryServices,
            Indexes.CONSTRAINED,
            pod -> Indexes.constrained(pod.getMetadata())));
    start(
        LoadBalancer.class,
        client.resources(LoadBalancer.class).inAnyNamespace(),
        Map.of(Indexes.BY_ECS_NAME, Indexes::ecsName));
    start(
        Listener.class,
        client.resources(Listener.class).inAnyNamespace(),
        Map.of(
            Indexes.BY_NAMESPACE,
            Indexes::namespace,
            Indexes.BY_LOAD_BALANCER,
            Indexes::loadBalancer,
            Indexes.BY_LISTENER,
            Indexes::listener,
            Indexes.BY_TARGET_GROUP,
            Indexes::targetGroups));
    start(
        ListenerRule.class,
        client.resources(ListenerRule.class).inAnyNamespace(),
        Map.of(
            Indexes.BY_NAMESPACE,
            Indexes::namespace,
            Indexes.BY_LISTENER,
            Indexes::listener,
            Indexes.BY_TARGET_GROUP,
            Indexes::targetGroups));
    start(
        TargetGroup.class,
        client.resources(TargetGroup.class).inAnyNamespace(),
        Map.of(Indexes.BY_ECS_NAME, Indexes::ecsName));
    start(
        ScalableTarget.class,
        client.resources(ScalableTarget.class).inAnyNamespace(),
        Map.of(Indexes.BY_RESOURCE_ID, Indexes::resourceId));
    start(
        MetricAlarm.class,
        client.resources(MetricAlarm.class).inAnyNamespace(),
        Map.of(
            Indexes.BY_ECS_NAME,
            Indexes::ecsName,
            Indexes.BY_NAMESPACE,
            Indexes::namespace,
            Indexes.BY_RESOURCE_ID,
            Indexes::resourceIds));
    start(EcsGateway.class, client.resources(EcsGateway.class).inAnyNamespace(), Map.of());
    start(
        DiscoveryNamespace.class,
        client.resources(DiscoveryNamespace.class).inAnyNamespace(),
        Map.of(Indexes.BY_NAMESPACE, Indexes::namespace));
    start(
        DiscoveryService.class,
        client.resources(DiscoveryService.class).inAnyNamespace(),
        Map.of(Indexes.BY_NAMESPACE, Indexes::namespace));
    // Services of load balancers only.
    start(
        Service.class,
        client.services().inAnyNamespace().withLabel(Labels.LOAD_BALANCER),
        Map.of());
    if (client.supports(HTTPRoute.class)) {
      start(
          Gateway.class,
          client.resources(Gateway.class).inAnyNamespace().withLabel(Labels.LOAD_BALANCER),
          Map.of());
      start(
          HTTPRoute.class,
          client.resources(HTTPRoute.class).inAnyNamespace().withLabel(Labels.LOAD_BALANCER),
          Map.of(Indexes.BY_LOAD_BALANCER, Indexes::labelledLoadBalancer));
    }
    proxies =
        fill(
            Pod.class,
            client.pods().inAnyNamespace().withLabel(Labels.LOAD_BALANCER),
            Map.of(Indexes.BY_LOAD_BALANCER, Indexes::labelledLoadBalancer));
  }

  @Produces
  @Singleton
  SharedIndexInformer<Namespace> namespaces() {
    return of(Namespace.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<Node> nodes() {
    return of(Node.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsCluster> clusters() {
    return of(EcsCluster.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsCapacityProvider> capacityProviders() {
    return of(EcsCapacityProvider.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<TaskDefinitionRevision> taskDefinitionRevisions() {
    return of(TaskDefinitionRevision.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsService> services() {
    return of(EcsService.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsTask> tasks() {
    return of(EcsTask.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsServiceRevision> serviceRevisions() {
    return of(EcsServiceRevision.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsServiceDeployment> serviceDeployments() {
    return of(EcsServiceDeployment.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsTaskSet> taskSets() {
    return of(EcsTaskSet.class);
  }

  /** Deployments of services only. */
  @Produces
  @Singleton
  SharedIndexInformer<Deployment> deployments() {
    return of(Deployment.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsDaemon> daemons() {
    return of(EcsDaemon.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsDaemonRevision> daemonRevisions() {
    return of(EcsDaemonRevision.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<DaemonTaskDefinition> daemonTaskDefinitions() {
    return of(DaemonTaskDefinition.class);
  }

  /** DaemonSets of services and daemons only. */
  @Produces
  @Singleton
  SharedIndexInformer<DaemonSet> daemonSets() {
    return of(DaemonSet.class);
  }

  /** Pods of tasks only. */
  @Produces
  @Singleton
  SharedIndexInformer<Pod> pods() {
    return of(Pod.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<LoadBalancer> loadBalancers() {
    return of(LoadBalancer.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<Listener> listeners() {
    return of(Listener.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<ListenerRule> listenerRules() {
    return of(ListenerRule.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<TargetGroup> targetGroups() {
    return of(TargetGroup.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<ScalableTarget> scalableTargets() {
    return of(ScalableTarget.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<MetricAlarm> metricAlarms() {
    return of(MetricAlarm.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<DiscoveryNamespace> discoveryNamespaces() {
    return of(DiscoveryNamespace.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<EcsGateway> gateways() {
    return of(EcsGateway.class);
  }

  @Produces
  @Singleton
  SharedIndexInformer<DiscoveryService> discoveryServices() {
    return of(DiscoveryService.class);
  }

  /** Services of load balancers only: the addresses that the cluster has given them. */
  @Produces
  @Singleton
  SharedIndexInformer<Service> kubernetesServices() {
    return of(Service.class);
  }

  /** Pods of load balancers only. */
  @Produces
  @Singleton
  @Proxies
  SharedIndexInformer<Pod> proxies() {
    return proxies.synchronised();
  }

  /** Gateways and routes of load balancers only. */
  @Produces
  @Singleton
  GatewayApi gatewayApi() {
    return has(Gateway.class)
        ? new GatewayApi(of(Gateway.class), of(HTTPRoute.class))
        : new GatewayApi(null, null);
  }

  /** Whether there is an informer of a kind. */
  boolean has(Class<?> kind) {
    return informers.containsKey(kind);
  }

  /** The informer of a kind, once it is synchronised. */
  @SuppressWarnings("unchecked") // start puts them there under their own kind
  <T extends HasMetadata> SharedIndexInformer<T> of(Class<T> kind) {
    return (SharedIndexInformer<T>) informers.get(kind).synchronised();
  }

  @PreDestroy
  void stop() {
    informers.values().forEach(filling -> filling.informer().stop());
    proxies.informer().stop();
  }

  private <T extends HasMetadata> void start(
      Class<T> kind, Informable<T> resources, Map<String, Function<T, List<String>>> indexers) {
    informers.put(kind, fill(kind, resources, indexers));
  }

  private static <T extends HasMetadata> Filling<T> fill(
      Class<T> kind, Informable<T> resources, Map<String, Function<T, List<String>>> indexers) {
    SharedIndexInformer<T> informer = resources.runnableInformer(0);
    Map<String, Function<T, List<String>>> steady = new HashMap<>();
    indexers.forEach(
        (name, keys) -> steady.put(name, SteadyIndex.of(informer.getStore()::getByKey, keys)));
    informer.addIndexers(steady);
    // A watch that breaks, or cannot begin yet, is taken up again for as long as the operator runs.
    informer.exceptionHandler(
        (started, failure) -> {
          LOG.warnf("the watch of %s broke: %s", kind.getSimpleName(), failure.toString());
          return true;
        });
    return new Filling<>(informer, informer.start().toCompletableFuture());
  }

  private record Filling<T>(SharedIndexInformer<T> informer, CompletableFuture<Void> filled) {
    SharedIndexInformer<T> synchronised() {
      filled.join();
      return informer;
    }
  }
}
