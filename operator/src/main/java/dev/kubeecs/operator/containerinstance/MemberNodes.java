package dev.kubeecs.operator.containerinstance;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.containerinstance.Instance;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the labels of expressions on the Nodes for which they hold. One pass looks at all Nodes, so
 * changes that come together cost one.
 */
@Singleton
class MemberNodes {

  private static final Logger LOG = Logger.getLogger(MemberNodes.class);

  /** How long changes are gathered. */
  private static final Duration SOON = Duration.ofMillis(50);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final WantedExpressions expressions;
  private final SharedIndexInformer<Node> nodes;
  private final SharedIndexInformer<EcsTask> tasks;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<DaemonSet> daemonSets;
  private final AtomicBoolean due = new AtomicBoolean();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("member-nodes").factory());

  MemberNodes(
      KubernetesClient client,
      WantedExpressions expressions,
      SharedIndexInformer<Node> nodes,
      SharedIndexInformer<EcsTask> tasks,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<Deployment> deployments,
      SharedIndexInformer<DaemonSet> daemonSets) {
    this.client = client;
    this.expressions = expressions;
    this.nodes = nodes;
    this.tasks = tasks;
    this.pods = pods;
    this.deployments = deployments;
    this.daemonSets = daemonSets;
  }

  void start(@Observes StartupEvent event) {
    nodes.addEventHandler(new Listener<>());
    tasks.addEventHandler(new Listener<>());
    pods.addEventHandler(new Listener<>());
    deployments.addEventHandler(new Listener<>());
    daemonSets.addEventHandler(new Listener<>());
  }

  void stop(@Observes ShutdownEvent event) {
    worker.shutdownNow();
  }

  private void lookAfter(Duration delay) {
    if (!worker.isShutdown() && due.compareAndSet(false, true)) {
      worker.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    due.set(false);
    try {
      Collection<WantedExpression> wanted = expressions.all();
      Tasks seen = new Tasks();
      for (Node node : nodes.getStore().list()) {
        Map<String, String> changes =
            MemberLabels.changes(node, wanted, expression -> seen.instance(node, expression));
        if (!changes.isEmpty()) {
          client
              .nodes()
              .withName(node.getMetadata().getName())
              .patch(
                  PatchContext.of(PatchType.JSON_MERGE),
                  Serialization.asJson(Map.of("metadata", Map.of("labels", changes))));
        }
      }
    } catch (KubernetesClientException e) {
      LOG.warnf("labels of expressions: %s", e.getMessage());
      lookAfter(AFTER_FAILURE);
    } catch (RuntimeException e) {
      LOG.error("labels of expressions", e);
    }
  }

  /** The unstopped tasks of clusters by container instance, looked up once in a pass. */
  private final class Tasks {
    private final Map<String, Map<String, List<EcsTask>>> byCluster = new HashMap<>();

    Instance instance(Node node, WantedExpression expression) {
      String key = Indexes.key(expression.namespace(), expression.cluster());
      List<EcsTask> here =
          byCluster
              .computeIfAbsent(key, this::byInstance)
              .getOrDefault(NodeInstance.id(node), List.of());
      Set<String> groups =
          here.stream()
              .map(task -> task.getStatus().group())
              .filter(group -> group != null)
              .collect(Collectors.toSet());
      int running =
          (int)
              here.stream()
                  .filter(task -> task.getStatus().lastStatus() == TaskState.RUNNING)
                  .count();
      return NodeInstance.of(node, running, groups);
    }

    private Map<String, List<EcsTask>> byInstance(String key) {
      return tasks.getIndexer().byIndex(Indexes.BY_CLUSTER, key).stream()
          .filter(
              task ->
                  task.getStatus() != null
                      && task.getStatus().containerInstanceArn() != null
                      && task.getStatus().lastStatus() != TaskState.STOPPED)
          .collect(
              Collectors.groupingBy(
                  task ->
                      Arn.parse(task.getStatus().containerInstanceArn())
                          .map(Arn::name)
                          .orElse("")));
    }
  }

  private final class Listener<T extends HasMetadata> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      lookAfter(SOON);
    }

    @Override
    public void onUpdate(T before, T object) {
      lookAfter(SOON);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      lookAfter(SOON);
    }
  }
}
