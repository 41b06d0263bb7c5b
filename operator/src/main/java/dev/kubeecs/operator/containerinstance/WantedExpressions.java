package dev.kubeecs.operator.containerinstance;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.account.Accounts;
import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.query.ExpressionException;
import dev.kubeecs.resources.containerinstance.query.ExpressionParser;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.placement.MemberOf;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The expressions that the Pods and templates there are need, as they say themselves. */
@Singleton
class WantedExpressions {

  private static final Logger LOG = Logger.getLogger(WantedExpressions.class);

  private final Accounts accounts;
  private final SharedIndexInformer<EcsCluster> clusters;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<DaemonSet> daemonSets;

  WantedExpressions(
      Accounts accounts,
      SharedIndexInformer<EcsCluster> clusters,
      SharedIndexInformer<Pod> pods,
      SharedIndexInformer<Deployment> deployments,
      SharedIndexInformer<DaemonSet> daemonSets) {
    this.accounts = accounts;
    this.clusters = clusters;
    this.pods = pods;
    this.deployments = deployments;
    this.daemonSets = daemonSets;
  }

  Collection<WantedExpression> all() {
    Map<String, WantedExpression> all = new HashMap<>();
    sources()
        .forEach(
            source ->
                clusterName(source)
                    .ifPresent(
                        cluster ->
                            texts(source)
                                .forEach(text -> add(source.namespace(), cluster, text, all))));
    return all.values();
  }

  private Stream<Source> sources() {
    return Stream.of(
            pods.getIndexer().byIndex(Indexes.CONSTRAINED, Indexes.ALL).stream()
                .map(pod -> source(pod.getMetadata().getNamespace(), pod.getMetadata())),
            deployments.getIndexer().byIndex(Indexes.CONSTRAINED, Indexes.ALL).stream()
                .map(
                    deployment ->
                        source(
                            deployment.getMetadata().getNamespace(),
                            deployment.getSpec().getTemplate().getMetadata())),
            daemonSets.getIndexer().byIndex(Indexes.CONSTRAINED, Indexes.ALL).stream()
                .map(
                    daemonSet ->
                        source(
                            daemonSet.getMetadata().getNamespace(),
                            daemonSet.getSpec().getTemplate().getMetadata())))
        .flatMap(stream -> stream)
        .distinct();
  }

  private static Source source(String namespace, ObjectMeta pod) {
    return new Source(
        namespace,
        asEmpty(pod.getLabels()).get(Labels.CLUSTER),
        asEmpty(pod.getAnnotations()).get(MemberOf.EXPRESSIONS));
  }

  private static List<String> texts(Source source) {
    return List.of(Serialization.unmarshal(source.expressions(), String[].class));
  }

  private void add(
      String namespace, String cluster, String text, Map<String, WantedExpression> all) {
    String label = MemberOf.label(accounts.of(namespace), cluster, text);
    if (all.containsKey(label)) {
      return;
    }
    try {
      all.put(label, new WantedExpression(label, namespace, cluster, ExpressionParser.parse(text)));
    } catch (ExpressionException e) {
      // Refused where it was asked for: only somebody's own Pod can get here.
      LOG.warnf("namespace %s: %s: %s", namespace, text, e.getMessage());
    }
  }

  /** The label of a Pod tells the name of the cluster's object, by which it is found again. */
  private Optional<String> clusterName(Source source) {
    return clusters.getStore().list().stream()
        .filter(cluster -> cluster.getMetadata().getNamespace().equals(source.namespace()))
        .map(
            cluster ->
                cluster.getSpec().clusterName() == null
                    ? cluster.getMetadata().getName()
                    : cluster.getSpec().clusterName())
        .filter(name -> ObjectNames.cluster(name).equals(source.cluster()))
        .findFirst();
  }

  /**
   * A Pod, or the template of Pods.
   *
   * @param cluster {@link ObjectNames#cluster} of its cluster
   * @param expressions JSON
   */
  private record Source(String namespace, String cluster, String expressions) {}
}
