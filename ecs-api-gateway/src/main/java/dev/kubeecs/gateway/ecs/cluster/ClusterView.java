package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Cluster;
import dev.kubeecs.api.ecs.ClusterField;
import dev.kubeecs.api.ecs.ClusterServiceConnectDefaults;
import dev.kubeecs.api.ecs.ClusterSetting;
import dev.kubeecs.api.ecs.ClusterSettingName;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterStatus;
import dev.kubeecs.resources.cluster.EcsClusterStatusBuilder;
import dev.kubeecs.resources.naming.Account;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster as DescribeClusters tells it. */
final class ClusterView {

  /** What the operations that write a cluster tell of it. */
  static final Set<ClusterField> WRITTEN =
      Set.copyOf(
          EnumSet.of(
              ClusterField.CONFIGURATIONS,
              ClusterField.SETTINGS,
              ClusterField.TAGS,
              ClusterField.ATTACHMENTS));

  private static final EcsClusterStatus UNSEEN = EcsClusterStatusBuilder.builder().build();

  private ClusterView() {}

  /**
   * The API's record of a cluster.
   *
   * @param cluster as it stands
   * @param counts of its container instances, tasks and services
   * @param account whose it is
   * @param defaultNamespace ARN of the one that its services are in if they name none
   * @param include what is asked for beyond the basics
   */
  static Cluster of(
      EcsCluster cluster,
      ClusterCounts counts,
      Account account,
      Optional<String> defaultNamespace,
      Set<ClusterField> include) {
    EcsClusterSpec spec = cluster.getSpec();
    EcsClusterStatus status = or(cluster.getStatus(), UNSEEN);
    Cluster.Builder view =
        Cluster.builder()
            .clusterArn(account.clusterArn(ClusterFacts.name(cluster)))
            .clusterName(ClusterFacts.name(cluster))
            .status(ClusterFacts.status(cluster))
            .registeredContainerInstancesCount(counts.containerInstances())
            .runningTasksCount(counts.runningTasks())
            .pendingTasksCount(counts.pendingTasks())
            .activeServicesCount(counts.activeServices())
            .statistics(include.contains(ClusterField.STATISTICS) ? counts.statistics() : List.of())
            .tags(include.contains(ClusterField.TAGS) ? asEmpty(spec.tags()) : List.of())
            .settings(include.contains(ClusterField.SETTINGS) ? settings(spec) : List.of())
            .capacityProviders(asEmpty(spec.capacityProviders()))
            .defaultCapacityProviderStrategy(asEmpty(spec.defaultCapacityProviderStrategy()));
    if (include.contains(ClusterField.CONFIGURATIONS)) {
      view.configuration(spec.configuration());
    }
    if (include.contains(ClusterField.ATTACHMENTS)) {
      view.attachments(status.attachments()).attachmentsStatus(status.attachmentsStatus());
    }
    defaultNamespace
        .map(ClusterServiceConnectDefaults::new)
        .ifPresent(view::serviceConnectDefaults);
    return view.build();
  }

  private static List<ClusterSetting> settings(EcsClusterSpec spec) {
    return asEmpty(spec.settings()).isEmpty()
        ? List.of(new ClusterSetting(ClusterSettingName.CONTAINERINSIGHTS, "disabled"))
        : spec.settings();
  }
}
