package dev.kubeecs.gateway.ecs.capacityprovider;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.TagsInSpec;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.naming.Arn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tags of capacity providers. */
@Singleton
final class TaggableCapacityProviders extends TagsInSpec<EcsCapacityProvider> {

  private final KnownCapacityProviders providers;

  TaggableCapacityProviders(KnownCapacityProviders providers) {
    super("capacity-provider", providers.store());
    this.providers = providers;
  }

  @Override
  protected Optional<EcsCapacityProvider> find(Call call, Arn arn) {
    return arn.path().size() == 1 ? providers.find(call, arn.name()) : Optional.empty();
  }

  @Override
  protected boolean isActive(EcsCapacityProvider capacityProvider) {
    return CapacityProviders.isActive(capacityProvider);
  }

  @Override
  protected List<Tag> own(EcsCapacityProvider capacityProvider) {
    return asEmpty(capacityProvider.getSpec().tags());
  }

  @Override
  protected void set(EcsCapacityProvider copy, List<Tag> tags) {
    copy.setSpec(copy.getSpec().withTags(tags));
  }
}
