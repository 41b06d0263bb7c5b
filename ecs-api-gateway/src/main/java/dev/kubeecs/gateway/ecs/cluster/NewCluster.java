package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ClusterSetting;
import dev.kubeecs.api.ecs.ClusterSettingName;
import dev.kubeecs.api.ecs.CreateClusterRequest;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;

/** The resource that CreateCluster makes. */
final class NewCluster {

  private NewCluster() {}

  /**
   * What a request asks for.
   *
   * @param containerInsights what the account wants of clusters that do not say
   */
  static EcsClusterSpec spec(String name, CreateClusterRequest request, String containerInsights) {
    return EcsClusterSpecBuilder.builder()
        .clusterName(name)
        .settings(
            ClusterSettings.merge(
                List.of(
                    new ClusterSetting(ClusterSettingName.CONTAINERINSIGHTS, containerInsights)),
                request.settings()))
        .configuration(request.configuration())
        .capacityProviders(request.capacityProviders())
        .defaultCapacityProviderStrategy(request.defaultCapacityProviderStrategy())
        .serviceConnectDefaults(request.serviceConnectDefaults())
        .tags(request.tags())
        .build();
  }

  static EcsCluster of(EcsClusterSpec spec, String namespace) {
    EcsCluster cluster = new EcsCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(ObjectNames.cluster(spec.clusterName()))
            .build());
    cluster.setSpec(spec);
    return cluster;
  }

  /** Refuses a request that asks for an ACTIVE cluster to be other than it is. */
  static void requireSame(CreateClusterRequest request, EcsCluster cluster) {
    EcsClusterSpec spec = cluster.getSpec();
    boolean same =
        isOrNotAsked(request.configuration(), spec.configuration())
            && isOrNotAsked(request.serviceConnectDefaults(), spec.serviceConnectDefaults())
            && isOrNotAsked(request.tags(), asEmpty(spec.tags()))
            && isOrNotAsked(request.capacityProviders(), asEmpty(spec.capacityProviders()))
            && isOrNotAsked(
                request.defaultCapacityProviderStrategy(),
                asEmpty(spec.defaultCapacityProviderStrategy()))
            && asEmpty(spec.settings()).containsAll(asEmpty(request.settings()));
    if (ClusterFacts.isActive(cluster) && !same) {
      throw invalidParameter(
          "Arguments on this idempotent request are inconsistent with arguments used in previous "
              + "request(s).");
    }
  }

  private static boolean isOrNotAsked(Object asked, Object is) {
    return asked == null || asked.equals(is);
  }
}
