package dev.kubeecs.gateway.ecs.containerinstance;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.tag.Taggable;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.naming.Arn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tags of container instances. */
@Singleton
final class TaggableContainerInstances implements Taggable {

  private final Clusters clusters;
  private final ContainerInstances instances;

  TaggableContainerInstances(Clusters clusters, ContainerInstances instances) {
    this.clusters = clusters;
    this.instances = instances;
  }

  @Override
  public String type() {
    return "container-instance";
  }

  @Override
  public Optional<List<Tag>> tags(Call call, Arn arn) {
    return find(call, arn).map(instance -> InstanceTags.of(instance.node()));
  }

  @Override
  public boolean isActive(Call call, Arn arn) {
    return find(call, arn).flatMap(ContainerInstance::status).isPresent();
  }

  @Override
  public void change(Call call, Arn arn, UnaryOperator<List<Tag>> change) {
    find(call, arn)
        .ifPresent(
            instance ->
                instances
                    .nodes()
                    .patch(
                        instance.node(),
                        new Nodes.Change()
                            .annotation(
                                InstanceTags.ANNOTATION,
                                InstanceTags.json(
                                    change.apply(InstanceTags.of(instance.node()))))));
  }

  private Optional<ContainerInstance> find(Call call, Arn arn) {
    return arn.path().size() == 2
        ? instances.find(call, clusters.existingResource(call, arn.path().getFirst()), arn.name())
        : Optional.empty();
  }
}
