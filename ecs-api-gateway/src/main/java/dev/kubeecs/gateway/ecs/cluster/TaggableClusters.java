package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.Taggable;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Arn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tags of clusters. */
@Singleton
final class TaggableClusters implements Taggable {

  private final Clusters clusters;

  TaggableClusters(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public String type() {
    return "cluster";
  }

  @Override
  public String words() {
    return "cluster";
  }

  @Override
  public Optional<List<Tag>> tags(Call call, Arn arn) {
    return find(call, arn).map(cluster -> asEmpty(cluster.getSpec().tags()));
  }

  @Override
  public boolean isActive(Call call, Arn arn) {
    return find(call, arn).filter(ClusterFacts::isActive).isPresent();
  }

  @Override
  public void change(Call call, Arn arn, UnaryOperator<List<Tag>> change) {
    find(call, arn)
        .ifPresent(
            found ->
                clusters
                    .store()
                    .edit(
                        call.namespace(),
                        found.getMetadata().getName(),
                        current -> {
                          List<Tag> tags = asEmpty(current.getSpec().tags());
                          current.setSpec(current.getSpec().withTags(change.apply(tags)));
                          return current;
                        }));
  }

  private Optional<EcsCluster> find(Call call, Arn arn) {
    return arn.path().size() == 1 ? clusters.find(call, arn.name()) : Optional.empty();
  }
}
