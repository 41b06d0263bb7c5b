package dev.kubeecs.resources.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.ClusterConfiguration;
import dev.kubeecs.api.ecs.ClusterServiceConnectDefaultsRequest;
import dev.kubeecs.api.ecs.ClusterSetting;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** What CreateCluster takes, and which Nodes are the cluster's container instances. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsClusterSpec(
    @JsonPropertyDescription("The ECS name of the cluster; metadata.name when absent.")
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Size(min = 1, max = 255)
        @Fixed("create another cluster")
        String clusterName,
    @JsonPropertyDescription("Cluster settings, such as containerInsights.")
        List<ClusterSetting> settings,
    @JsonPropertyDescription("How ExecuteCommand logs and how managed storage is encrypted.")
        ClusterConfiguration configuration,
    @JsonPropertyDescription("Names of the capacity providers that services and tasks may use.")
        List<String> capacityProviders,
    @JsonPropertyDescription("Names of the gateways that services may be reached through.")
        @Size(max = 5)
        List<String> gateways,
    @JsonPropertyDescription(
            "The strategy of tasks and services that name neither a strategy nor a launch type.")
        List<CapacityProviderStrategyItem> defaultCapacityProviderStrategy,
    @JsonPropertyDescription("The namespace that services use for Service Connect by default.")
        ClusterServiceConnectDefaultsRequest serviceConnectDefaults,
    @JsonPropertyDescription("ECS tags of the cluster.") @Size(max = 50) List<Tag> tags,
    @JsonPropertyDescription(
            "Labels of the Nodes that are this cluster's container instances; every Node when absent.")
        Map<String, String> nodeSelector,
    @JsonPropertyDescription(
            "INACTIVE deletes the cluster as DeleteCluster does: it stays visible for a while.")
        DesiredClusterStatus desiredStatus)
    implements EcsClusterSpecBuilder.With {

  public EcsClusterSpec {
    settings = Immutable.copy(settings);
    capacityProviders = Immutable.copy(capacityProviders);
    gateways = Immutable.copy(gateways);
    defaultCapacityProviderStrategy = Immutable.copy(defaultCapacityProviderStrategy);
    tags = Immutable.copy(tags);
    nodeSelector = Immutable.copy(nodeSelector);
  }

  /** What the user wants of the cluster. */
  public enum DesiredClusterStatus {
    ACTIVE,
    INACTIVE
  }
}
