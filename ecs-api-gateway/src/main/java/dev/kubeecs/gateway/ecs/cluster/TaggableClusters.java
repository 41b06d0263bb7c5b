package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.TagsInSpec;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Arn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tags of clusters. */
@Singleton
final class TaggableClusters extends TagsInSpec<EcsCluster> {

  private final Clusters clusters;

  TaggableClusters(Clusters clusters) {
    super("cluster", clusters.store());
    this.clusters = clusters;
  }

  @Override
  protected Optional<EcsCluster> find(Call call, Arn arn) {
    return arn.path().size() == 1 ? clusters.find(call, arn.name()) : Optional.empty();
  }

  @Override
  protected boolean isActive(EcsCluster cluster) {
    return ClusterFacts.isActive(cluster);
  }

  @Override
  protected List<Tag> own(EcsCluster cluster) {
    return asEmpty(cluster.getSpec().tags());
  }

  @Override
  protected void set(EcsCluster copy, List<Tag> tags) {
    copy.setSpec(copy.getSpec().withTags(tags));
  }
}
